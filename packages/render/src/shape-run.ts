// Lays out a word in one font. It must never take a glyph's text from the font object, which remembers the first text it was drawn for.
import type { Face } from "./fonts.ts";
import type { ShapedGlyph } from "./glyph-run.ts";

const features = { liga: false, clig: false, dlig: false, calt: false };
const longestWhole = 64;
const rememberedWords = 500;
const rememberedLength = 24;

/** Shapes text that the face covers, with kerning and marks in place. `clusters` are its characters, each with its marks. */
export function shapeRun(face: Face, clusters: readonly string[]): ShapedGlyph[] {
  const text = clusters.join("");
  const remembered = face.shaped.get(text);
  if (remembered) return remembered;
  const glyphs = shapeWhole(face, clusters) ?? clusters.flatMap((cluster) => shapeCluster(face, cluster));
  if (face.shaped.size >= rememberedWords) face.shaped.clear();
  if (text.length <= rememberedLength) face.shaped.set(text, glyphs);
  return glyphs;
}

/** Shapes everything at once if no character has marks, so that it is known which text a glyph stands for. */
function shapeWhole(face: Face, clusters: readonly string[]): ShapedGlyph[] | null {
  if (clusters.length > longestWhole || clusters.some((cluster) => [...cluster].length > 1)) return null;
  const glyphs = layOut(face, clusters.join(""));
  if (glyphs.length !== clusters.length) return null;
  return glyphs.map((glyph, index) => ({ ...glyph, text: clusters[index] ?? "" }));
}

function shapeCluster(face: Face, cluster: string): ShapedGlyph[] {
  const glyphs = layOut(face, cluster);
  return glyphs.map((glyph, index) => ({ ...glyph, text: index === 0 ? cluster : "" }));
}

function layOut(face: Face, text: string): ShapedGlyph[] {
  const run = face.layout.layout(text, features);
  const scale = 1000 / face.layout.unitsPerEm;
  return run.glyphs.map((glyph, index) => {
    const position = run.positions[index];
    const advance = glyph.advanceWidth * scale;
    return {
      id: glyph.id,
      text: "",
      advance,
      extra: position ? position.xAdvance * scale - advance : 0,
      dx: position ? position.xOffset * scale : 0,
      dy: position ? position.yOffset * scale : 0,
    };
  });
}
