// Finds characters that would be drawn as an empty box. It must never let one pass.
import { findFace, listFaces, splitClusters } from "./choose-face.ts";
import { cleanText } from "./clean-text.ts";
import type { Fonts } from "./fonts.ts";

const reportedCharacters = 3;
const inspectedCharacters = 2000;

/** Returns one message for each different character no font covers, at most three of them and a count of the others. */
export function findUncoveredCharacters(fonts: Fonts, value: string): string[] {
  const faces = listFaces(fonts, { family: "sans", weight: "regular" });
  const uncovered = new Set<string>();
  // Cleaned first: what white space pushed behind the limit would be drawn all the same.
  const inspected = cleanText(value)
    .slice(0, inspectedCharacters)
    .replace(/[\ud800-\udbff]$/, "");
  for (const cluster of splitClusters(inspected)) {
    if (findFace(faces, cluster)) continue;
    const characters = [...cluster].filter((character) => !findFace(faces, character));
    for (const character of characters.length > 0 ? characters : [...cluster]) uncovered.add(character);
  }
  const messages = [...uncovered].slice(0, reportedCharacters).map(describe);
  const others = uncovered.size - reportedCharacters;
  if (others > 0) messages.push(`contains ${others} more characters which no font of this certificate covers`);
  return messages;
}

function describe(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  const name = /[\p{C}\p{Z}]/u.test(character) ? code : `"${character}" (${code})`;
  return `contains the character ${name}, which no font of this certificate covers; Latin, Greek and Cyrillic can be printed`;
}
