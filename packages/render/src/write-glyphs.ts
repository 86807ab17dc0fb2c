// Writes the operators that show a line of glyphs (ISO 32000-1 §9.4.3). It must never write the text itself, only glyph codes.
import type { FontSubset } from "./font-subset.ts";
import type { Face } from "./fonts.ts";
import { formatNumber, toUtf16Hex } from "./format-operand.ts";
import type { GlyphRun, Line, ShapedGlyph } from "./glyph-run.ts";

/** Adjacent glyphs of one height. `moves` are in thousandths of the size, each made before its glyph. */
type Group = { rise: number; glyphs: ShapedGlyph[]; moves: number[] };

/** Returns the operators for the inside of a text object. */
export function writeGlyphs(line: Line, size: number, subsetOf: (face: Face) => FontSubset): string[] {
  let before: ShapedGlyph | null = null;
  const operators: string[] = [];
  for (const run of line.runs) {
    operators.push(...spellOut(run, writeRun(run, before, size, subsetOf(run.face))));
    before = run.glyphs.at(-1) ?? before;
  }
  return [...operators, "0 Ts"];
}

function writeRun(run: GlyphRun, before: ShapedGlyph | null, size: number, subset: FontSubset): string[] {
  const shown = groupGlyphs(run.glyphs, before).flatMap(({ rise, glyphs, moves }) => {
    let shown = "";
    for (const [index, glyph] of glyphs.entries()) {
      const move = formatMove(moves[index] ?? 0);
      shown += move === "" && shown !== "" ? subset.encode(glyph) : `${shown === "" ? "" : ">"}${move}<${subset.encode(glyph)}`;
    }
    return [`${formatNumber((rise * size) / 1000)} Ts`, `[${shown}>] TJ`];
  });
  return [`/${subset.resourceName} ${formatNumber(size)} Tf`, ...shown];
}

/** States a run's text (ISO 32000-1 §14.9.4) where its glyphs would not give it back. */
function spellOut({ actualText }: GlyphRun, operators: string[]): string[] {
  if (actualText === null) return operators;
  return [`/Span <</ActualText <feff${toUtf16Hex(actualText)}>>> BDC`, ...operators, "EMC"];
}

function groupGlyphs(glyphs: readonly ShapedGlyph[], first: ShapedGlyph | null): Group[] {
  const groups: Group[] = [];
  let before = first;
  for (const glyph of glyphs) {
    const move = glyph.dx + (before ? before.extra - before.dx : 0);
    const group = groups.at(-1);
    if (group?.rise === glyph.dy) {
      group.glyphs.push(glyph);
      group.moves.push(move);
    } else {
      groups.push({ rise: glyph.dy, glyphs: [glyph], moves: [move] });
    }
    before = glyph;
  }
  return groups;
}

/** A positive number in TJ moves back, so the sign is turned. */
function formatMove(move: number): string {
  const written = formatNumber(-move);
  return written === "0" ? "" : written;
}
