import fontkit from "@pdf-lib/fontkit";
import { expect, test } from "vitest";
import type { Face } from "../src/fonts.ts";
import { subsetTrueType } from "../src/subset-true-type.ts";
import { createTestLibrary, readTestFont } from "./load-test-fonts.ts";

const library = createTestLibrary();
const useFace = <Result>(name: string, run: (face: Face) => Result) => library.use("", (fonts) => run(fonts.getFace(name)));

test("each glyph of a subset has the outline and width it has in the font, by an independent parser", async () => {
  const text = "ΜΑΡΊΑ Ŵyn Ệ Й Å ñ № Ǻ ΐ";
  for (const name of ["NotoSans-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf"]) {
    const font = fontkit.create(await readTestFont(name));
    const ids = [...text, ...text].map((character) => font.glyphForCodePoint(character.codePointAt(0) ?? 0).id);
    const subset = fontkit.create(await useFace(name, ({ outlines }) => subsetTrueType(outlines, ids).file));
    ids.forEach((id, index) => {
      const [copy, original] = [subset.getGlyph(index + 1), font.getGlyph(id)];
      expect(copy.path.toSVG()).toBe(original.path.toSVG());
      expect(copy.advanceWidth).toBe(original.advanceWidth);
    });
  }
});

test("subsetting leaves the font as it was", async () => {
  const many = Array.from({ length: 400 }, (_, index) => index * 7);
  const after = await useFace("NotoSerif-Regular.ttf", ({ tables, outlines }) => {
    subsetTrueType(outlines, many);
    return Buffer.from(tables.file());
  });
  expect(after.equals(await readTestFont("NotoSerif-Regular.ttf"))).toBe(true);
});

test("glyphs that are not asked for, and are no part of one that is, are left out", async () => {
  const length = await useFace("NotoSans-Regular.ttf", ({ outlines }) => subsetTrueType(outlines, [36, 37, 38]).file.length);
  expect(length).toBeLessThan(6000);
});
