// Finds out direction, script and font of every character of a paragraph. It must never part a character from its marks.
import bidiFactory from "bidi-js";
import { type FaceStyle, findFace, listEmojiFonts, listFonts, listSymbolFonts } from "./choose-face.ts";
import { type EastAsianRegion, eastAsianFonts } from "./font-catalogue.ts";
import type { Face, Fonts } from "./fonts.ts";
import { isHidden } from "./hidden-characters.ts";
import { isIsolator, isRightToLeft } from "./isolate.ts";
import { resolveScripts } from "./resolve-scripts.ts";
import { type CharacterScript, findScript, isIdeographic, listUsers, type Script } from "./scripts.ts";
import { splitClusters } from "./split-clusters.ts";
import { findRegion, toLanguage } from "./to-language.ts";

/**
 * A character with its marks. `level` is its embedding level (UAX #9), odd where the text runs to the left; `face` is null where no
 * font covers it. `own` is the character's script, `script` that of its surroundings where it has none.
 */
export type Item = { text: string; level: number; own: CharacterScript; script: Script; face: Face | null };

const bidi = bidiFactory();
const emoji = /\p{Emoji_Presentation}|[\ufe0f\u20e3]|\u200d\p{Extended_Pictographic}/u;
const maybeEmoji = /[\u20e3\u231a-\u{1ffff}]/u;

/** Analyses one paragraph of clean text. */
export function itemize(fonts: Fonts, style: FaceStyle, text: string): Item[] {
  const { clusters, levels } = findLevels(text, splitClusters(text));
  const own = clusters.map(findOwnScript);
  const scripts = resolveScripts(clusters, own, levels);
  const regions = listRegions(fonts, style, clusters, own);
  const present = new Set(scripts);
  const choices = new Map<Script, Map<string, Face>>();
  const items = clusters.map((cluster, index) => {
    const script = scripts[index] ?? "Latin";
    const known = choices.get(script) ?? rememberChoices(fonts, style, script, regions);
    choices.set(script, known);
    const ownScript = own[index] ?? "Common";
    const face = known.get(cluster) ?? chooseFace(fonts, style, script, regions, cluster, ownScript);
    if (face) known.set(cluster, face);
    const found = face ?? findElsewhere(fonts, style, present, regions, cluster, ownScript);
    return { text: cluster, level: levels[index] ?? 0, own: ownScript, script, face: found };
  });
  for (const face of new Set(items.map((item) => item.face))) if (face) fonts.keep(face);
  return items;
}

const mostSets = 200;
const mostChoices = 2000;

/** The faces found before for characters that the same fonts are tried for. */
function rememberChoices(fonts: Fonts, style: FaceStyle, script: Script, regions: readonly EastAsianRegion[]): Map<string, Face> {
  const { choices } = fonts.remembered;
  const key = `${style.family} ${style.weight} ${style.italic === true} ${script} ${toLanguage(fonts.locale)} ${regions.join()}`;
  const held = choices.get(key);
  if (held && held.size < mostChoices) return held;
  if (choices.size >= mostSets) choices.clear();
  const empty = new Map<string, Face>();
  choices.set(key, empty);
  return empty;
}

function chooseFace(
  fonts: Fonts,
  style: FaceStyle,
  script: Script,
  regions: readonly EastAsianRegion[],
  cluster: string,
  own: CharacterScript,
): Face | null {
  if (own === "Other" || isHidden(cluster)) return null;
  const names = listFonts(style, script, fonts.locale, regions);
  if (own !== "Common" && own !== "Inherited") return findFace(fonts, names, cluster);
  if (maybeEmoji.test(cluster) && emoji.test(cluster) && !cluster.includes("\ufe0e")) {
    return findFace(fonts, [...listEmojiFonts(style), ...names], cluster);
  }
  return findFace(fonts, names, cluster) ?? findFace(fonts, listSymbolFonts(style), cluster);
}

/** What belongs to no script is looked for in the fonts of all scripts of the text and of those that use it (UAX #24 §5.2). */
function findElsewhere(
  fonts: Fonts,
  style: FaceStyle,
  present: ReadonlySet<Script>,
  regions: readonly EastAsianRegion[],
  cluster: string,
  own: CharacterScript,
): Face | null {
  if ((own !== "Common" && own !== "Inherited") || isHidden(cluster)) return null;
  const order = regions.length > 0 ? regions : orderRegions(findRegion(fonts.locale) ?? "SC");
  for (const script of [...present, ...listUsers(cluster)]) {
    const face = findFace(fonts, listFonts(style, script, fonts.locale, order), cluster);
    if (face) return face;
  }
  return null;
}

/**
 * The embedding level of each cluster, without those that only set others apart; the paragraph's own direction is that of its first
 * strong character.
 */
function findLevels(text: string, clusters: readonly string[]): { clusters: readonly string[]; levels: number[] } {
  if (!isRightToLeft(text)) return { clusters, levels: clusters.map(() => 0) };
  const found = bidi.getEmbeddingLevels(text, "auto").levels;
  const shown: string[] = [];
  const levels: number[] = [];
  let offset = 0;
  for (const cluster of clusters) {
    if (!isIsolator(cluster)) {
      shown.push(cluster);
      levels.push(found[offset] ?? 0);
    }
    offset += cluster.length;
  }
  return { clusters: shown, levels };
}

/** The script of a cluster's first character that has one. */
function findOwnScript(cluster: string): CharacterScript {
  let found: CharacterScript = "Common";
  for (const character of cluster) {
    found = findScript(character);
    if (found !== "Common" && found !== "Inherited") return found;
  }
  return found;
}

/**
 * The order in which East Asian fonts are tried. The first is what the locale asks for, or else what kana or hangul in the text tell,
 * unless only another has all of the text's Han characters.
 */
function listRegions(
  fonts: Fonts,
  style: FaceStyle,
  clusters: readonly string[],
  own: readonly CharacterScript[],
): EastAsianRegion[] {
  const hasKana = own.some((script) => script === "Hiragana" || script === "Katakana");
  const hasHangul = own.includes("Hangul");
  if (!hasKana && !hasHangul && !own.some((script) => script === "Han" || script === "Bopomofo")) return [];
  const first = findRegion(fonts.locale) ?? (hasKana ? "JP" : hasHangul ? "KR" : "SC");
  const order = orderRegions(first);
  const words = clusters.filter((cluster, index) => isEastAsian(own[index] ?? "Common") && !isHidden(cluster));
  const whole = order.find((region) => {
    const name = eastAsianFonts[region][region === first && style.weight === "bold" ? "bold" : "regular"];
    return name !== null && words.every((word) => findFace(fonts, [name], word));
  });
  return whole === undefined ? order : orderRegions(whole);
}

function orderRegions(first: EastAsianRegion): EastAsianRegion[] {
  return [...new Set<EastAsianRegion>([first, "SC", "TC", "JP", "KR"])];
}

function isEastAsian(script: CharacterScript): boolean {
  return script === "Hangul" || (script !== "Common" && script !== "Inherited" && script !== "Other" && isIdeographic(script));
}
