// Finds the size and line breaks at which a text fits its box. It must never cut a text off.
import type { TextStyle } from "./design.ts";
import type { Fonts } from "./fonts.ts";
import { type Line, measureGlyphs } from "./glyph-run.ts";
import { type PlacedGlyph, shapeClusters, shapeSpace, shapeWords, toLine, type Word } from "./shape-text.ts";

export type FittedText = { size: number; lines: Line[] };

type Measure = { space: PlacedGlyph[]; spaceWidth: number; spacing: number };

/** Each line more must let the text be this much larger, or it is not worth it. */
const lineValue = 0.82;
const longestText = 2000;

/**
 * Fits paragraphs (already clean, empty ones count as blank lines) into a box of that width and height in points.
 * Returns null if they do not fit at `style.minSize` on `style.maxLines` lines.
 */
export function fitText(fonts: Fonts, style: TextStyle, paragraphs: string[], width: number, height: number): FittedText | null {
  if (paragraphs.reduce((sum, paragraph) => sum + paragraph.length, 0) > longestText) return null;
  const space = shapeSpace(fonts, style);
  const spacing = (style.letterSpacing ?? 0) * 1000;
  const measure = { space, spaceWidth: measureGlyphs(space) + spacing, spacing };
  const whole = paragraphs.map((paragraph) => shapeWords(fonts, style, paragraph));
  const fitted = fitWords(style, measure, whole, width, height);
  if (fitted) return fitted;
  const broken = paragraphs.map((paragraph) => shapeClusters(fonts, style, paragraph));
  return fitWords({ ...style, size: style.minSize }, measure, broken, width, height);
}

function fitWords(style: TextStyle, measure: Measure, paragraphs: Word[][], width: number, height: number): FittedText | null {
  let best: { size: number; value: number } | null = null;
  for (let lineCount = paragraphs.length; lineCount <= style.maxLines; lineCount++) {
    const tallest = height / (lineCount * (style.lineHeight ?? defaultLineHeight));
    const size = findSize(style, measure, paragraphs, width, lineCount, Math.min(style.size, tallest));
    if (size === null) continue;
    const value = size * lineValue ** lineCount;
    if (!best || value > best.value) best = { size, value };
  }
  if (!best) return null;
  return { size: best.size, lines: balanceLines(measure, paragraphs, (width * 1000) / best.size) };
}

/** The height of a line as a multiple of the font size, where a style does not say. */
export const defaultLineHeight = 1.25;

/** The largest size, to a tenth of a point, at which the paragraphs take no more than that many lines. */
function findSize(
  style: TextStyle,
  measure: Measure,
  paragraphs: Word[][],
  width: number,
  lineCount: number,
  largest: number,
): number | null {
  const fits = (size: number) =>
    (countLines(measure, paragraphs, (width * 1000) / size) ?? Number.POSITIVE_INFINITY) <= lineCount;
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

function countLines(measure: Measure, paragraphs: Word[][], limit: number): number | null {
  const lines = breakLines(measure, paragraphs, limit);
  return lines ? lines.length : null;
}

/** Narrows the lines as far as their number allows, so that none is left with one short word. */
function balanceLines(measure: Measure, paragraphs: Word[][], limit: number): Line[] {
  const count = countLines(measure, paragraphs, limit);
  let low = 0;
  let high = limit;
  for (let step = 0; step < 12 && count !== paragraphs.length; step++) {
    const middle = (low + high) / 2;
    if (countLines(measure, paragraphs, middle) === count) high = middle;
    else low = middle;
  }
  return (breakLines(measure, paragraphs, high) ?? []).map((words) => joinWords(measure, words));
}

/** Breaks greedily at `limit`, in thousandths of the font size; null if one word alone is wider. */
function breakLines(measure: Measure, paragraphs: Word[][], limit: number): Word[][] | null {
  const lines: Word[][] = [];
  for (const words of paragraphs) {
    let line: Word[] = [];
    let used = 0;
    for (const word of words) {
      const width = word.width + word.glyphs.length * measure.spacing;
      if (width - measure.spacing > limit) return null;
      const joined = used + (line.length > 0 && word.followsSpace ? measure.spaceWidth : 0) + width;
      if (line.length > 0 && joined - measure.spacing > limit) {
        lines.push(line);
        line = [];
        used = width;
      } else {
        used = line.length > 0 ? joined : width;
      }
      line.push(word);
    }
    lines.push(line);
  }
  return lines;
}

function joinWords(measure: Measure, words: Word[]): Line {
  const glyphs = words.flatMap((word, index) =>
    index > 0 && word.followsSpace ? [...measure.space, ...word.glyphs] : word.glyphs,
  );
  return toLine(glyphs, measure.spacing);
}
