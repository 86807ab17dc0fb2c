// Finds the size and line breaks at which a text fits its box. It must never cut a text off.
import type { TextStyle } from "./design.ts";
import type { Fonts } from "./fonts.ts";
import type { Line } from "./glyph-run.ts";
import { orderLine } from "./order-line.ts";
import { shapeClusters, shapeWords, type Word } from "./shape-text.ts";

export type FittedText = { size: number; lines: Line[] };

/** Each line more must let the text be this much larger, or it is not worth it. */
const lineValue = 0.82;
/** In UTF-16 units, of all paragraphs together. */
export const longestText = 2000;

/**
 * Fits paragraphs (already clean, empty ones count as blank lines) into a box of that width and height in points.
 * Returns null if a character has no font (findUncoveredCharacters names it) or they do not fit at `style.minSize` on `style.maxLines` lines.
 */
export function fitText(fonts: Fonts, style: TextStyle, paragraphs: string[], width: number, height: number): FittedText | null {
  if (paragraphs.reduce((sum, paragraph) => sum + paragraph.length, 0) > longestText) return null;
  const whole = shapeAll(paragraphs, (paragraph) => shapeWords(fonts, style, paragraph));
  if (!whole) return null;
  const fitted = fitWords(style, whole, width, height);
  if (fitted) return fitted;
  const broken = shapeAll(paragraphs, (paragraph) => shapeClusters(fonts, style, paragraph));
  return broken && fitWords({ ...style, size: style.minSize }, broken, width, height);
}

function shapeAll(paragraphs: string[], shape: (paragraph: string) => readonly Word[] | null): (readonly Word[])[] | null {
  const shaped: (readonly Word[])[] = [];
  for (const paragraph of paragraphs) {
    const words = shape(paragraph);
    if (!words) return null;
    shaped.push(words);
  }
  return shaped;
}

function fitWords(style: TextStyle, paragraphs: (readonly Word[])[], width: number, height: number): FittedText | null {
  let best: { size: number; value: number } | null = null;
  for (let lineCount = paragraphs.length; lineCount <= style.maxLines; lineCount++) {
    const tallest = height / (lineCount * (style.lineHeight ?? defaultLineHeight));
    if (best && best.value >= Math.min(style.size, tallest) * lineValue ** lineCount) continue;
    const size = findSize(style, paragraphs, width, lineCount, Math.min(style.size, tallest));
    if (size === null) continue;
    const value = size * lineValue ** lineCount;
    if (!best || value > best.value) best = { size, value };
  }
  if (!best) return null;
  return { size: best.size, lines: balanceLines(paragraphs, (width * 1000) / best.size) };
}

/** The height of a line as a multiple of the font size, where a style does not say. */
export const defaultLineHeight = 1.25;

/** The largest size, to a tenth of a point, at which the paragraphs take no more than that many lines. */
function findSize(
  style: TextStyle,
  paragraphs: (readonly Word[])[],
  width: number,
  lineCount: number,
  largest: number,
): number | null {
  const fits = (size: number) => (countLines(paragraphs, (width * 1000) / size) ?? Number.POSITIVE_INFINITY) <= lineCount;
  const smallest = Math.min(style.minSize, style.size);
  if (largest < smallest) return null;
  if (fits(largest)) return largest;
  let low = Math.ceil(smallest * 10);
  let high = Math.floor(largest * 10);
  if (low > high || !fits(low / 10)) return null;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle / 10)) low = middle;
    else high = middle - 1;
  }
  return low / 10;
}

function countLines(paragraphs: (readonly Word[])[], limit: number): number | null {
  const lines = breakLines(paragraphs, limit);
  return lines ? lines.length : null;
}

/** Narrows the lines as far as their number allows, so that none is left with one short word. */
function balanceLines(paragraphs: (readonly Word[])[], limit: number): Line[] {
  const count = countLines(paragraphs, limit);
  let low = 0;
  let high = limit;
  for (let step = 0; step < 12 && count !== paragraphs.length; step++) {
    const middle = (low + high) / 2;
    if (countLines(paragraphs, middle) === count) high = middle;
    else low = middle;
  }
  return (breakLines(paragraphs, high) ?? []).map((words) => orderLine(words));
}

/** Breaks greedily at `limit`, in thousandths of the font size; null if one word alone is wider. */
function breakLines(paragraphs: (readonly Word[])[], limit: number): Word[][] | null {
  const lines: Word[][] = [];
  for (const words of paragraphs) {
    let line: Word[] = [];
    let used = 0;
    for (const word of words) {
      if (word.width - word.trailing > limit) return null;
      const joined = used + (line.length > 0 ? word.spaceWidth : 0) + word.width;
      if (line.length > 0 && joined - word.trailing > limit) {
        lines.push(line);
        line = [];
        used = word.width;
      } else {
        used = joined;
      }
      line.push(word);
    }
    lines.push(line);
  }
  return lines;
}
