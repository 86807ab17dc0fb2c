// Decides which font draws a character. It must never choose one that would show an empty box.
import type { TextStyle } from "./design.ts";
import {
  type EastAsianRegion,
  eastAsianFonts,
  emojiFonts,
  type FontSet,
  naskhLanguages,
  sans,
  scriptFonts,
  serif,
  serifItalic,
  symbolFonts,
} from "./font-catalogue.ts";
import type { Face, Fonts } from "./fonts.ts";
import { isIdeographic, type Script } from "./scripts.ts";
import { toLanguage } from "./to-language.ts";

export type FaceStyle = Pick<TextStyle, "family" | "weight" | "italic">;

/** The names of the fonts to try for a script, best first: its own, then those of Latin, Greek and Cyrillic. */
export function listFonts(style: FaceStyle, script: Script, locale: string, regions: readonly EastAsianRegion[]): string[] {
  const own = isIdeographic(script) || script === "Hangul" ? listEastAsian(style, regions) : listOwn(style, script, locale);
  return [...own, ...listBase(style)];
}

/** The font that draws Latin text of this style, and most other text beside its own script's font. */
export function usualFont(style: FaceStyle): string {
  return listBase(style)[0] ?? sans.regular;
}

/** Returns the first of the fonts that has every character of the cluster, or null if none can draw it. */
export function findFace(fonts: Fonts, names: readonly string[], cluster: string): Face | null {
  for (const name of names) {
    const face = fonts.getFace(name);
    if (covers(face, cluster)) return face;
  }
  return null;
}

/** Fonts for what belongs to no script, to be tried last. */
export function listSymbolFonts(style: FaceStyle): string[] {
  return [...symbolFonts, emojiFonts].map((set) => pick(set, style));
}

/** Fonts for what is a picture by itself, best first. */
export function listEmojiFonts(style: FaceStyle): string[] {
  return [emojiFonts, ...symbolFonts].map((set) => pick(set, style));
}

/** The style itself, the other family in the same weight, and always both regular faces: what one style covers, all do. */
function listBase(style: FaceStyle): string[] {
  if (style.family === "sans") return unique([sans[style.weight], serif[style.weight], sans.regular, serif.regular]);
  const first = style.italic && style.weight === "regular" ? serifItalic : serif[style.weight];
  return unique([first, serif.regular, sans[style.weight], sans.regular]);
}

function listOwn(style: FaceStyle, script: Script, locale: string): string[] {
  const set = scriptFonts[script];
  if (!set) return [];
  const wantsNaskh = script === "Arabic" && naskhLanguages.includes(toLanguage(locale));
  const [first, second] = style.family === "sans" && !wantsNaskh ? [set.sans, set.serif] : [set.serif, set.sans];
  return unique([pick(first, style), pick(second, style), first.regular, second.regular]);
}

/** Only the first in the style's weight: these fonts are large. */
function listEastAsian(style: FaceStyle, regions: readonly EastAsianRegion[]): string[] {
  return regions.map((region, index) => (index === 0 ? pick(eastAsianFonts[region], style) : eastAsianFonts[region].regular));
}

function pick(set: FontSet, style: FaceStyle): string {
  return style.weight === "bold" ? (set.bold ?? set.regular) : set.regular;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

/** Joiners and selectors choose a shape; they need none of their own. */
const withoutGlyph = /\p{Join_Control}|[\ufe00-\ufe0f]|[\u{e0020}-\u{e007f}]|[\u{e0100}-\u{e01ef}]/gu;
const flag = /[\u{1f1e6}-\u{1f1ff}\u{e007f}]/u;

function covers(face: Face, cluster: string): boolean {
  if (flag.test(cluster)) return hasFlag(face, cluster);
  const drawn = cluster.length === 1 ? cluster : cluster.replace(withoutGlyph, "");
  return hasGlyphs(face, drawn) || (drawn.length > 0 && hasGlyphs(face, drawn.normalize("NFD")));
}

function hasGlyphs(face: Face, text: string): boolean {
  for (const character of text) {
    if (face.harfBuzz.findGlyph(face.font, character.codePointAt(0) ?? 0) === 0) return false;
  }
  return text.length > 0;
}

/** What stands for a flag that the font does not know. */
const unknownFlag = "\u{1f1fd}\u{1f1fd}";

/** A flag is one glyph of its own or none: its letters, its pole or a flag with a question mark would be another thing. */
function hasFlag(face: Face, cluster: string): boolean {
  const found = findOnlyGlyph(face, cluster);
  const alone = face.harfBuzz.findGlyph(face.font, cluster.codePointAt(0) ?? 0);
  return found !== 0 && found !== alone && found !== findOnlyGlyph(face, unknownFlag);
}

/** The glyph that alone draws the text, or 0 if it takes none or several. */
function findOnlyGlyph(face: Face, text: string): number {
  const options = { script: "Zyyy", language: "", isRightToLeft: false, features: [], before: "", after: "" };
  const glyphs = face.harfBuzz.shape(face.font, text, options);
  return glyphs.length === 1 ? (glyphs[0]?.id ?? 0) : 0;
}
