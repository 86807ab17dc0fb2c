// Puts the words of one line in the order in which they are seen (UAX #9 §3.4). It must never be given more than one line.
import type { GlyphRun, Line } from "./glyph-run.ts";
import type { PlacedRun, Word } from "./shape-text.ts";

/** Joins the words of a line. The space before the first word and the letter spacing after the last glyph are left out. */
export function orderLine(words: readonly Word[]): Line {
  const runs = words.flatMap((word, index) => (index > 0 ? [...word.space, ...word.runs] : word.runs));
  const ordered = trimSpacing(reorder(runs));
  return { runs: [...joinRuns(ordered), ...listLoose(ordered)] };
}

/** Reverses every stretch of a level or a higher one, from the highest down to 1 (rule L2). */
function reorder(runs: PlacedRun[]): PlacedRun[] {
  const ordered = [...runs];
  const highest = runs.reduce((level, run) => Math.max(level, run.level), 0);
  for (let level = highest; level > 0; level--) {
    for (let start = 0; start < ordered.length; start++) {
      let end = start;
      while ((ordered[end]?.level ?? -1) >= level) end++;
      if (end - start > 1) ordered.splice(start, end - start, ...ordered.slice(start, end).reverse());
      start = Math.max(start, end);
    }
  }
  return ordered;
}

function trimSpacing(runs: PlacedRun[]): PlacedRun[] {
  const last = runs.at(-1);
  const glyph = last?.shaped.glyphs.at(-1);
  if (!last || !glyph || last.spacing === 0) return runs;
  const glyphs = [...last.shaped.glyphs.slice(0, -1), { ...glyph, extra: glyph.extra - last.spacing }];
  const shaped = { ...last.shaped, glyphs, width: last.shaped.width - last.spacing };
  return [...runs.slice(0, -1), { ...last, shaped }];
}

/** Puts adjacent runs of one face and direction together. */
function joinRuns(runs: readonly PlacedRun[]): GlyphRun[] {
  const groups: PlacedRun[][] = [];
  for (const run of runs) {
    const group = groups.at(-1);
    if (group?.[0]?.face === run.face && group[0].level === run.level) group.push(run);
    else groups.push([run]);
  }
  return groups.flatMap((group) => {
    const [first] = group;
    return first ? [{ face: first.face, glyphs: group.flatMap((run) => run.shaped.glyphs), actualText: spellOut(group) }] : [];
  });
}

/** The loose marks of a line, counted from its right end. */
function listLoose(runs: readonly PlacedRun[]): GlyphRun[] {
  const end = runs.reduce((sum, run) => sum + run.shaped.width, 0);
  let start = 0;
  return runs.flatMap(({ face, shaped }) => {
    const left = start - end;
    start += shaped.width;
    const glyphs = shaped.loose.map((glyph) => ({ ...glyph, dx: glyph.dx + left }));
    return glyphs.length > 0 ? [{ face, glyphs, actualText: "" }] : [];
  });
}

/** Readers turn the text of what runs to the left round by themselves, ActualText included: there, only the glyphs may speak. */
function spellOut(group: readonly PlacedRun[]): string | null {
  const isRightToLeft = group.some((run) => run.level % 2 === 1);
  if (isRightToLeft || group.every((run) => run.shaped.isPlain)) return null;
  return group.map((run) => run.text).join("");
}
