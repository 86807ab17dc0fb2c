import fontkit from "@pdf-lib/fontkit";
import { beforeAll, expect, test } from "vitest";
import type { Fonts } from "../src/fonts.ts";
import { subsetTrueType } from "../src/subset-true-type.ts";
import { loadTestFonts } from "./load-test-fonts.ts";

let fonts: Fonts;
beforeAll(async () => {
  fonts = await loadTestFonts();
});

test("each glyph of a subset has the outline and width it has in the font, by an independent parser", () => {
  const text = "ΜΑΡΊΑ Ŵyn Ệ Й Å ñ № Ǻ ΐ";
  for (const face of [fonts.sans.regular, fonts.serif.bold, fonts.serif.italic]) {
    const ids = [...text, ...text].map((character) => face.layout.glyphForCodePoint(character.codePointAt(0) ?? 0).id);
    const subset = fontkit.create(subsetTrueType(face.outlines, ids).file);
    ids.forEach((id, index) => {
      const [copy, original] = [subset.getGlyph(index + 1), face.layout.getGlyph(id)];
      expect(copy.path.toSVG()).toBe(original.path.toSVG());
      expect(copy.advanceWidth).toBe(original.advanceWidth);
    });
  }
});

test("subsetting leaves the font as it was", () => {
  const { tables, outlines } = fonts.serif.regular;
  const before = Buffer.from(tables.file()).toString("base64");
  subsetTrueType(
    outlines,
    Array.from({ length: 400 }, (_, index) => index * 7),
  );
  expect(Buffer.from(tables.file()).toString("base64")).toBe(before);
});

test("glyphs that are not asked for, and are no part of one that is, are left out", () => {
  expect(subsetTrueType(fonts.sans.regular.outlines, [36, 37, 38]).file.length).toBeLessThan(6000);
});
