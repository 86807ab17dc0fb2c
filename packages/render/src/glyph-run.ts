// What text has become when it is ready to be drawn. It must never need its text again to be drawn or measured.
import type { Face } from "./fonts.ts";

/**
 * One glyph in thousandths of the font size. `advance` is the width the font states, `extra` what kerning and letter spacing add
 * to it, `dx` and `dy` move the glyph alone. `text` is what a reader copies, empty if an earlier glyph stands for it.
 */
export type ShapedGlyph = {
  id: number;
  text: string;
  advance: number;
  extra: number;
  dx: number;
  dy: number;
};

/**
 * Text of one face, script and direction after shaping. It is plain if its glyphs' own texts, one after the other, are its text.
 * `loose` are marks to be drawn after the whole line; their `dx` is from the left end of the run.
 */
export type ShapedRun = { glyphs: readonly ShapedGlyph[]; loose: readonly ShapedGlyph[]; width: number; isPlain: boolean };

/**
 * Glyphs of one face, from left to right. `actualText` is set where the glyphs' own texts would not give the run's text back, and
 * empty for marks whose text other glyphs have.
 */
export type GlyphRun = { face: Face; glyphs: readonly ShapedGlyph[]; actualText: string | null };

/** One line, its runs from left to right, whatever the direction they are read in. */
export type Line = { runs: readonly GlyphRun[] };

/** The width of a line in thousandths of the font size. */
export function measureLine(line: Line): number {
  return line.runs.reduce((sum, run) => sum + measureGlyphs(run.glyphs), 0);
}

/** The width of glyphs in thousandths of the font size. */
export function measureGlyphs(glyphs: readonly ShapedGlyph[]): number {
  return glyphs.reduce((sum, glyph) => sum + glyph.advance + glyph.extra, 0);
}
