// Turns a paragraph into words that know their width. It must never leave out a character that no font covers.
import type { FaceStyle } from "./choose-face.ts";
import { findBreaks } from "./find-breaks.ts";
import type { Face, Fonts } from "./fonts.ts";
import type { Line, ShapedRun } from "./glyph-run.ts";
import { type Item, itemize } from "./itemize.ts";
import { orderLine } from "./order-line.ts";
import { isCursive } from "./scripts.ts";
import { shapeRun, toSpacing } from "./shape-run.ts";
import { toLanguage } from "./to-language.ts";

/** A shaped run and what it takes to put it in its place: `level` as in UAX #9, `spacing` in thousandths of the size after its last glyph. */
export type PlacedRun = { face: Face; text: string; level: number; shaped: ShapedRun; spacing: number };

/**
 * What is kept on one line. `space` is what parts it from the word before; widths are in thousandths of the font size and
 * count the letter spacing after the last letter, of which `trailing` may be taken off at the end of a line.
 */
export type Word = {
  runs: readonly PlacedRun[];
  width: number;
  space: readonly PlacedRun[];
  spaceWidth: number;
  trailing: number;
};

export type ParagraphStyle = FaceStyle & { letterSpacing?: number | undefined };

const mostParagraphs = 200;
const longestParagraph = 120;

/** Splits at spaces and wherever else a line may end, and shapes each word; null if no font covers a character. */
export function shapeWords(fonts: Fonts, style: ParagraphStyle, text: string): readonly Word[] | null {
  const key = `${style.family} ${style.weight} ${style.italic === true} ${style.letterSpacing ?? 0} ${fonts.locale} ${text}`;
  const held = fonts.remembered.paragraphs.get(key);
  if (held) return keepFaces(fonts, held);
  const items = itemize(fonts, style, text);
  if (items.some((item) => !item.face)) return null;
  const words = toWords(fonts, style, items, findBreaks(items));
  const { paragraphs } = fonts.remembered;
  if (paragraphs.size >= mostParagraphs) paragraphs.clear();
  if (key.length <= longestParagraph) paragraphs.set(key, words);
  return words;
}

function keepFaces(fonts: Fonts, words: readonly Word[]): readonly Word[] {
  for (const word of words) {
    for (const run of word.space) fonts.keep(run.face);
    for (const run of word.runs) fonts.keep(run.face);
  }
  return words;
}

/** Shapes each character of a text as a word of its own, so that a word wider than the line can be broken anywhere. */
export function shapeClusters(fonts: Fonts, style: ParagraphStyle, text: string): Word[] | null {
  const items = itemize(fonts, style, text);
  if (items.some((item) => !item.face)) return null;
  return toWords(fonts, style, items, new Set(items.keys()));
}

/** Shapes a text as one line, however long it is. Throws if no font covers a character. */
export function shapeLine(fonts: Fonts, style: ParagraphStyle, text: string): Line {
  const words = shapeWords(fonts, style, text);
  if (!words) throw new Error("the text holds a character that no font covers");
  return orderLine(words);
}

function toWords(fonts: Fonts, style: ParagraphStyle, items: readonly Item[], breaks: ReadonlySet<number>): Word[] {
  const words: Word[] = [];
  let space: PlacedRun[] = [];
  const language = toLanguage(fonts.locale);
  for (let start = 0; start < items.length; ) {
    const isSpace = items[start]?.text === " ";
    let end = start + 1;
    while (end < items.length && (items[end]?.text === " ") === isSpace && (isSpace || !breaks.has(end))) end++;
    const runs = shapeItems(language, style, items, start, end);
    if (isSpace) space = runs;
    else words.push(toWord(runs, space));
    if (!isSpace) space = [];
    start = end;
  }
  return words;
}

function toWord(runs: PlacedRun[], space: PlacedRun[]): Word {
  const trailing = Math.min(...runs.map((run) => run.spacing));
  return {
    runs,
    width: measureRuns(runs),
    space,
    spaceWidth: measureRuns(space),
    trailing: Number.isFinite(trailing) ? trailing : 0,
  };
}

function measureRuns(runs: readonly PlacedRun[]): number {
  return runs.reduce((sum, run) => sum + run.shaped.width, 0);
}

/** Shapes what lies between two items, one run for each face, script and direction. */
function shapeItems(language: string, style: ParagraphStyle, items: readonly Item[], from: number, to: number): PlacedRun[] {
  const runs: PlacedRun[] = [];
  const spacing = (style.letterSpacing ?? 0) * 1000;
  for (let start = from; start < to; ) {
    const first = items[start];
    let end = start + 1;
    while (end < to && first && belongsTo(items[end], first)) end++;
    if (first?.face) {
      const text = items
        .slice(start, end)
        .map((item) => item.text)
        .join("");
      const joins = isCursive(first.script);
      const before = joins && start > 0 ? (items[start - 1]?.text ?? "") : "";
      const after = joins ? (items[end]?.text ?? "") : "";
      const { face, script, level } = first;
      const shaped = shapeRun(face, { text, script, isRightToLeft: level % 2 === 1, language, spacing, before, after });
      runs.push({ face, text, level, shaped, spacing: toSpacing(script, spacing) });
    }
    start = end;
  }
  return runs;
}

function belongsTo(item: Item | undefined, first: Item): boolean {
  return item?.face === first.face && item.script === first.script && item.level === first.level;
}
