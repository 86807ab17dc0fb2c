// Lays out a run of text in one font. It must never give other glyphs for the same run, whatever was laid out before.
import type { Face } from "./fonts.ts";
import { measureGlyphs, type ShapedGlyph, type ShapedRun } from "./glyph-run.ts";
import type { RawGlyph } from "./harfbuzz.ts";
import { isCursive, type Script, toScriptCode } from "./scripts.ts";

/**
 * Text of one face, script and direction. `language` is a primary subtag or empty. `spacing`, in thousandths of the size, goes
 * after every character with its marks, but not between letters that join. `before` and `after` are what a letter joins to.
 */
export type RunText = {
  text: string;
  script: Script;
  isRightToLeft: boolean;
  language: string;
  spacing: number;
  before: string;
  after: string;
};

const rememberedRuns = 500;
const rememberedLength = 32;
const spaced = [
  { tag: "liga", value: 0 },
  { tag: "clig", value: 0 },
] as const;

/** Shapes text that the face covers. Glyphs come from left to right. */
export function shapeRun(face: Face, run: RunText): ShapedRun {
  const { text, script, isRightToLeft, language, spacing, before, after } = run;
  const key = `${script}${isRightToLeft ? "<" : ">"}${language} ${spacing} ${before} ${after} ${text}`;
  const remembered = face.shaped.get(key);
  if (remembered) return remembered;
  const shaped = layOut(face, run);
  if (face.shaped.size >= rememberedRuns) face.shaped.clear();
  if (text.length <= rememberedLength) face.shaped.set(key, shaped);
  return shaped;
}

/** The spacing that a run really gets. */
export function toSpacing(script: Script, spacing: number): number {
  return isCursive(script) ? 0 : spacing;
}

function layOut(face: Face, run: RunText): ShapedRun {
  const spacing = toSpacing(run.script, run.spacing);
  const raw = face.harfBuzz.shape(face.font, run.text, {
    ...run,
    script: toScriptCode(run.script),
    features: spacing === 0 ? [] : spaced,
  });
  const scale = 1000 / face.metrics.unitsPerEm;
  const texts = listTexts(raw, run.text);
  const glyphs = raw.map((glyph, index): ShapedGlyph => {
    const isLast = run.isRightToLeft ? glyph.width > 0 : raw[index + 1]?.cluster !== glyph.cluster;
    return {
      id: glyph.id,
      text: texts[index] ?? "",
      advance: glyph.width * scale,
      extra: (glyph.xAdvance - glyph.width) * scale + (isLast ? spacing : 0),
      dx: glyph.xOffset * scale,
      dy: glyph.yOffset * scale,
    };
  });
  if (run.isRightToLeft) return separate(face, glyphs);
  const isPlain = glyphs.every((glyph) => glyph.advance > 0 && glyph.text !== "");
  return { glyphs, loose: [], width: measureGlyphs(glyphs), isPlain };
}

/**
 * A reader turns the characters of a line that runs to the left round one by one, those within a glyph too or not, as it pleases,
 * and takes a mark that is moved for a new word. So each glyph stands for one character, those left over get glyphs that draw
 * nothing, and marks are drawn when all is said.
 */
function separate(face: Face, shaped: readonly ShapedGlyph[]): ShapedRun {
  const glyphs: ShapedGlyph[] = [];
  const loose: ShapedGlyph[] = [];
  let width = 0;
  for (const glyph of shaped) {
    const isMark = glyph.advance + glyph.extra === 0;
    const characters = [...glyph.text];
    for (const text of (isMark ? characters : characters.slice(1)).reverse()) glyphs.push(toSilent(face, text));
    if (isMark) loose.push({ ...glyph, text: "", dx: width + glyph.dx });
    else glyphs.push({ ...glyph, text: characters[0] ?? "" });
    width += glyph.advance + glyph.extra;
  }
  return { glyphs, loose, width, isPlain: true };
}

/** A glyph that stands for a character, draws nothing and takes no room. */
function toSilent(face: Face, text: string): ShapedGlyph {
  const id = face.harfBuzz.findGlyph(face.font, 0x20);
  const advance = (face.harfBuzz.measureGlyph(face.font, id) * 1000) / face.metrics.unitsPerEm;
  return { id, text, advance, extra: -advance, dx: 0, dy: 0 };
}

/** Each cluster's text, at its first glyph that takes room: some readers pass over those that take none. */
function listTexts(glyphs: readonly RawGlyph[], text: string): string[] {
  const starts = [...new Set(glyphs.map((glyph) => glyph.cluster))].sort((a, b) => a - b);
  const ends = new Map(starts.map((start, index) => [start, starts[index + 1] ?? text.length]));
  const bearers = new Map<number, number>();
  glyphs.forEach((glyph, index) => {
    const held = bearers.get(glyph.cluster);
    if (held === undefined || (glyphs[held]?.width === 0 && glyph.width > 0)) bearers.set(glyph.cluster, index);
  });
  return glyphs.map(({ cluster }, index) => (bearers.get(cluster) === index ? text.slice(cluster, ends.get(cluster)) : ""));
}
