// Finds characters that would be drawn as an empty box, or not at all. It must never let one pass.
import { cleanText } from "./clean-text.ts";
import type { Fonts } from "./fonts.ts";
import { isHidden } from "./hidden-characters.ts";
import { isIsolator } from "./isolate.ts";
import { itemize } from "./itemize.ts";
import { type ParagraphStyle, shapeWords } from "./shape-text.ts";

const reportedCharacters = 3;
const inspectedCharacters = 2000;
const plainStyle: ParagraphStyle = { family: "sans", weight: "regular" };

/** Returns one message for each different character no font covers, at most three of them and a count of the others. */
export function findUncoveredCharacters(fonts: Fonts, value: string, style: ParagraphStyle = plainStyle): string[] {
  const uncovered = new Set<string>();
  // Cleaned first: what white space pushed behind the limit would be drawn all the same.
  const inspected = cleanText(value)
    .slice(0, inspectedCharacters)
    .replace(/[\ud800-\udbff]$/, "");
  // Only a design may set a part of a line apart.
  for (const character of inspected) if (isIsolator(character)) uncovered.add(character);
  // What can be drawn is shaped here already, and remembered for when it is.
  if (uncovered.size === 0 && shapeWords(fonts, style, inspected)) return [];
  for (const { text, face } of itemize(fonts, style, inspected)) {
    if (!face) uncovered.add(isHidden(text) ? ([...text].find(isHidden) ?? text) : text);
  }
  const messages = [...uncovered].slice(0, reportedCharacters).map(describe);
  const others = uncovered.size - reportedCharacters;
  if (others > 0) messages.push(`contains ${others} more characters which no font covers`);
  return messages;
}

function describe(cluster: string): string {
  const points = [...cluster].slice(0, 8);
  const codes = points.map((point) => `U+${(point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`).join(" ");
  const name = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(cluster) ? codes : `"${points.join("")}" (${codes})`;
  if (isHidden(cluster)) return `contains the character ${name}, which cannot be seen or read in print`;
  return `contains the character ${name}, which no font covers`;
}
