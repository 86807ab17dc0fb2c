// Draws text into a box. It must never cut a text off, and never draw a character no font covers.
import type { TextElement, TextStyle } from "./design.ts";
import { type Drawing, reportProblem } from "./drawing.ts";
import { fillPlaceholders, listUsedValues } from "./fill-placeholders.ts";
import { findUncoveredCharacters } from "./find-uncovered-characters.ts";
import { defaultLineHeight, fitText, longestText } from "./fit-text.ts";
import { measureLine } from "./glyph-run.ts";
import { placeholder } from "./placeholder.ts";

export type TextBox = {
  x: number;
  y: number;
  width: number;
  height: number;
  verticalAlign: TextElement["verticalAlign"];
};

const tooLong = "is too long: it does not fit on this certificate, even in the smallest type its template allows";

/** Half the height of a capital, as a part of the size: text is centred on its capitals. */
const halfCapHeight = 0.357;

/**
 * Draws a text element of the design. What cannot be drawn of the design's own words is reported at `path`; a text that does not fit
 * is put down to the longest value in it.
 */
export function drawTextElement(drawing: Drawing, path: string, element: TextElement): void {
  const used = listUsedValues(element.content, drawing.values.placeholders);
  const ownWords = { path: `${path}.content`, text: element.content.replace(placeholder, " ") };
  const culprit = used.toSorted((a, b) => b.text.length - a.text.length)[0] ?? ownWords;
  // Before anything is built of them: a value of thousands of letters may be named hundreds of times.
  if (used.reduce((sum, { text }) => sum + text.length, 0) > longestText) {
    reportProblem(drawing, culprit.path, tooLong);
    return;
  }
  const messages = [ownWords, ...new Set(used)].flatMap((part) => reportUncovered(drawing, element, part.path, part.text));
  if (messages.length > 0) return;
  const paragraphs = fillPlaceholders(element.content, drawing.values.placeholders);
  drawText(drawing, element, element, paragraphs, culprit.path);
}

/** Reports the characters of a value that no font covers, and returns the messages. */
export function reportUncovered(drawing: Drawing, style: TextStyle, path: string, value: string): string[] {
  const messages = findUncoveredCharacters(drawing.fonts, value, style);
  for (const message of messages) reportProblem(drawing, path, message);
  return messages;
}

/** Draws paragraphs into a box, or reports at `path` that they do not fit. */
export function drawText(drawing: Drawing, style: TextStyle, box: TextBox, paragraphs: string[], path: string): void {
  if (paragraphs.every((paragraph) => paragraph === "")) return;
  const fitted = fitText(drawing.fonts, style, paragraphs, box.width, box.height);
  if (!fitted) {
    reportProblem(drawing, path, tooLong);
    return;
  }
  const lineHeight = fitted.size * (style.lineHeight ?? defaultLineHeight);
  const spare = box.height - lineHeight * fitted.lines.length;
  const top = box.y + { top: 0, middle: spare / 2, bottom: spare }[box.verticalAlign];
  fitted.lines.forEach((line, index) => {
    const baseline = top + lineHeight * (index + 0.5) + fitted.size * halfCapHeight;
    const width = (measureLine(line) * fitted.size) / 1000;
    const indent = { left: 0, center: (box.width - width) / 2, right: box.width - width }[style.align];
    drawing.canvas.glyphs(line, [box.x + indent, baseline], fitted.size, style.colour);
  });
}
