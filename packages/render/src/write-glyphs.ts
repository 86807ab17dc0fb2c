// Writes the operators that show a line of glyphs (ISO 32000-1 §9.4.3). It must never write the text itself, only glyph codes.
import type { FontSubset } from "./font-subset.ts";
import type { Face } from "./fonts.ts";
import { formatNumber, toUtf16Hex } from "./format-operand.ts";
import type { PlacedGlyph } from "./shape-text.ts";

/** Adjacent glyphs of one face and one height. `moves` are in thousandths of the size, each made before its glyph. */
type Group = { face: Face; rise: number; glyphs: PlacedGlyph[]; moves: number[] };

/** Returns the operators for the inside of a text object. `letterSpacing` is a part of the size. */
export function writeGlyphs(
  glyphs: readonly PlacedGlyph[],
  size: number,
  letterSpacing: number,
  subsetOf: (face: Face) => FontSubset,
): string[] {
  const groups = groupGlyphs(glyphs, letterSpacing * 1000);
  const operators = groups.flatMap(({ face, rise, glyphs: shown, moves }) => {
    const subset = subsetOf(face);
    const codes = shown.map((glyph, index) => `${formatMove(moves[index] ?? 0)}<${subset.encode(glyph)}>`);
    return [
      `/${subset.resourceName} ${formatNumber(size)} Tf`,
      `${formatNumber((rise * size) / 1000)} Ts`,
      `[${codes.join("")}] TJ`,
    ];
  });
  return spellOut(glyphs, [...operators, "0 Ts"]);
}

/** States the text of a line with loose marks (ISO 32000-1 §14.9.4): some readers take a mark of no width for the end of a word. */
function spellOut(glyphs: readonly PlacedGlyph[], operators: string[]): string[] {
  if (glyphs.every((glyph) => glyph.advance > 0 && glyph.text !== "")) return operators;
  const text = toUtf16Hex(glyphs.map((glyph) => glyph.text).join(""));
  return [`/Span <</ActualText <feff${text}>>> BDC`, ...operators, "EMC"];
}

function groupGlyphs(glyphs: readonly PlacedGlyph[], spacing: number): Group[] {
  const groups: Group[] = [];
  glyphs.forEach((glyph, index) => {
    const before = glyphs[index - 1];
    const move = glyph.dx + (before ? before.extra - before.dx + spacing : 0);
    const group = groups.at(-1);
    if (group && group.face === glyph.face && group.rise === glyph.dy) {
      group.glyphs.push(glyph);
      group.moves.push(move);
    } else {
      groups.push({ face: glyph.face, rise: glyph.dy, glyphs: [glyph], moves: [move] });
    }
  });
  return groups;
}

/** A positive number in TJ moves back, so the sign is turned. */
function formatMove(move: number): string {
  const written = formatNumber(-move);
  return written === "0" ? "" : written;
}
