import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanText } from "../src/clean-text.ts";
import { findUncoveredCharacters } from "../src/find-uncovered-characters.ts";
import { fitText } from "../src/fit-text.ts";
import { createTestLibrary } from "./load-test-fonts.ts";
import { makeText } from "./make-design.ts";

const library = createTestLibrary();
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const blocks = [
  [0x20, 0x24f],
  [0x300, 0x52f],
  [0x590, 0x6ff],
  [0x900, 0xdff],
  [0xe00, 0x10ff],
  [0x1100, 0x13ff],
  [0x1780, 0x17ff],
  [0x1e00, 0x206f],
  [0x20a0, 0x27bf],
  [0x3000, 0x30ff],
  [0x4e00, 0x4fff],
  [0xac00, 0xadff],
  [0xfb1d, 0xffff],
  [0x1d400, 0x1d7ff],
  [0x1f1e6, 0x1f6ff],
  [0xe0020, 0xe01ef],
] as const;
const character = fc.oneof(
  fc.constantFrom(" ", "\u200c", "\u200d", "\ufe0f", "\u0301", "(", ")", "1"),
  fc.oneof(...blocks.map(([min, max]) => fc.integer({ min, max }))).map((point) => String.fromCodePoint(point)),
);
const text = fc.oneof(
  fc.array(character, { maxLength: 24 }).map((characters) => characters.join("")),
  fc.string({ unit: "binary", maxLength: 12 }),
);

test(`any text is drawn whole or refused by name, and no glyph is an empty box (FUZZ_SEED=${seed})`, {
  timeout: 120_000,
}, async () => {
  const property = fc.asyncProperty(text, fc.constantFrom("serif", "sans"), fc.boolean(), async (sent, family, isSpaced) => {
    const style = makeText("", { family, maxLines: 20, height: 900, letterSpacing: isSpaced ? 0.1 : 0 });
    await library.use("", (fonts) => {
      const clean = cleanText(sent);
      const refusals = findUncoveredCharacters(fonts, sent, style);
      const fitted = fitText(fonts, style, [clean], style.width, style.height);
      expect(fitted === null).toBe(refusals.length > 0);
      for (const message of refusals) expect(message.isWellFormed()).toBe(true);
      const runs = fitted?.lines.flatMap((line) => line.runs) ?? [];
      for (const { glyphs } of runs) for (const { id } of glyphs) expect(id).toBeGreaterThan(0);
      const copied = runs.map((run) => run.actualText ?? run.glyphs.map((glyph) => glyph.text).join("")).join("");
      const order = (value: string) => [...value.replace(/ /g, "")].sort().join("");
      if (fitted) expect(order(copied)).toBe(order(clean));
    });
  });
  await fc.assert(property, { seed, numRuns: 400 });
});

test("a whole text is refused wherever its parts are", async () => {
  await library.use("", (fonts) => {
    for (const part of ["「", "。", "।", "،", "ー", "‿", "⁊"]) {
      const isDrawn = findUncoveredCharacters(fonts, part).length === 0;
      for (const around of ["Aina", "عائشة", "李明", "สมชาย"]) {
        const refusals = findUncoveredCharacters(fonts, `${around} ${part}${around}`);
        expect(refusals.length === 0).toBe(isDrawn);
      }
    }
  });
});
