// Turns a line of text into words that know their width. It must never be given a character no font covers.
import { type FaceStyle, findFace, listFaces, splitClusters } from "./choose-face.ts";
import type { Face, Fonts } from "./fonts.ts";
import { type GlyphRun, type Line, measureGlyphs, type ShapedGlyph } from "./glyph-run.ts";
import { shapeRun } from "./shape-run.ts";

export type PlacedGlyph = ShapedGlyph & { face: Face };

/** A piece of text that is kept on one line. `width` is in thousandths of the font size, letter spacing not included. */
export type Word = { glyphs: PlacedGlyph[]; width: number; followsSpace: boolean };

/** Splits at spaces and after hyphens and slashes, and shapes each word; clusters that no face covers are left out. */
export function shapeWords(fonts: Fonts, style: FaceStyle, text: string): Word[] {
  const faces = listFaces(fonts, style);
  return text
    .split(" ")
    .filter((piece) => piece !== "")
    .flatMap((piece) =>
      piece.split(/(?<=[-‐–/])(?=[^-‐–/])/u).map((part, index) => shapeWord(faces, splitClusters(part), index === 0)),
    );
}

/** Shapes each cluster of a text as a word of its own, so that a word wider than the line can be broken anywhere. */
export function shapeClusters(fonts: Fonts, style: FaceStyle, text: string): Word[] {
  const faces = listFaces(fonts, style);
  return text
    .split(" ")
    .flatMap((piece) => splitClusters(piece).map((cluster, index) => shapeWord(faces, [cluster], index === 0)));
}

/** A space in the style's own face, to be put between two words of a line. */
export function shapeSpace(fonts: Fonts, style: FaceStyle): PlacedGlyph[] {
  return shapeWord(listFaces(fonts, style), [" "], false).glyphs;
}

/** Shapes a text as one line, however long it is. `letterSpacing` is a part of the size. */
export function shapeLine(fonts: Fonts, style: FaceStyle, text: string, letterSpacing: number): Line {
  const space = shapeSpace(fonts, style);
  const glyphs = shapeWords(fonts, style, text).flatMap((word, index) =>
    index > 0 && word.followsSpace ? [...space, ...word.glyphs] : word.glyphs,
  );
  return toLine(glyphs, letterSpacing * 1000);
}

/** Puts adjacent glyphs of one face together, with `spacing` thousandths of the size after each but the last. */
export function toLine(glyphs: readonly PlacedGlyph[], spacing: number): Line {
  const runs: { face: Face; glyphs: ShapedGlyph[] }[] = [];
  glyphs.forEach(({ face, ...glyph }, index) => {
    const spaced = index < glyphs.length - 1 ? { ...glyph, extra: glyph.extra + spacing } : glyph;
    const run = runs.at(-1);
    if (run?.face === face) run.glyphs.push(spaced);
    else runs.push({ face, glyphs: [spaced] });
  });
  return { runs: runs.map(spellOut) };
}

/** Some readers take a mark of no width for the end of a word. */
function spellOut(run: { face: Face; glyphs: ShapedGlyph[] }): GlyphRun {
  const isPlain = run.glyphs.every((glyph) => glyph.advance > 0 && glyph.text !== "");
  return { ...run, actualText: isPlain ? null : run.glyphs.map((glyph) => glyph.text).join("") };
}

function shapeWord(faces: readonly Face[], clusters: readonly string[], followsSpace: boolean): Word {
  const glyphs: PlacedGlyph[] = [];
  let pending: string[] = [];
  let pendingFace: Face | null = null;
  const flush = () => {
    const face = pendingFace;
    if (face) glyphs.push(...shapeRun(face, pending).map((glyph) => ({ ...glyph, face })));
    pending = [];
  };
  for (const cluster of clusters) {
    const face = findFace(faces, cluster);
    if (face !== pendingFace) flush();
    pendingFace = face;
    if (face) pending.push(cluster);
  }
  flush();
  return { glyphs, width: measureGlyphs(glyphs), followsSpace };
}
