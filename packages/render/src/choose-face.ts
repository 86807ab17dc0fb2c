// Decides which font draws a character. It must never choose one that would show an empty box.
import type { TextStyle } from "./design.ts";
import type { Face, Fonts } from "./fonts.ts";

export type FaceStyle = Pick<TextStyle, "family" | "weight" | "italic">;

/** Only these scripts are laid out rightly from left to right without a shaping engine; Noto Sans has Devanagari glyphs too. */
const drawable = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]+$/u;
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

/** Splits text into characters, each with the combining marks that follow it. */
export function splitClusters(text: string): string[] {
  return text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
}

/**
 * The faces to try, best first: the style itself, the other family in the same weight, and always both regular faces,
 * so that a text that is covered in one style is covered in all.
 */
export function listFaces(fonts: Fonts, style: FaceStyle): Face[] {
  const { sans, serif } = fonts;
  if (style.family === "sans") return [sans[style.weight], serif[style.weight], sans.regular, serif.regular];
  if (style.italic && style.weight === "regular") return [serif.italic, serif.regular, sans.regular];
  return [serif[style.weight], sans[style.weight], serif.regular, sans.regular];
}

/** More marks than this on one letter would be drawn over the lines above. */
const mostMarks = 6;

/** Returns the first face that has every character of the cluster, or null if none can draw it. */
export function findFace(faces: readonly Face[], cluster: string): Face | null {
  if (!drawable.test(cluster) || hidden.test(cluster)) return null;
  const points = [...cluster].map((character) => character.codePointAt(0) ?? 0);
  if (points.length > mostMarks + 1) return null;
  return faces.find((face) => points.every((point) => face.layout.hasGlyphForCodePoint(point))) ?? null;
}
