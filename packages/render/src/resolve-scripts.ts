// Gives characters of no script that of their surroundings (UAX #24 §5.1). It must never reach over a change of direction without need.
import type { CharacterScript, Script } from "./scripts.ts";

const closing = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
  ["«", "»"],
  ["‹", "›"],
  ["“", "”"],
  ["‘", "’"],
  ["（", "）"],
  ["「", "」"],
  ["『", "』"],
  ["《", "》"],
  ["〈", "〉"],
  ["【", "】"],
]);

/** Resolves the script of each cluster; a closing bracket takes what its opening one took, and everything is Latin if nothing has one. */
export function resolveScripts(
  clusters: readonly string[],
  own: readonly CharacterScript[],
  levels: readonly number[],
): Script[] {
  const resolved = own.map(toScript);
  const open: { close: string; index: number }[] = [];
  clusters.forEach((cluster, index) => {
    if (resolved[index] !== null) return;
    const pair = open.findLastIndex(({ close }) => close === cluster);
    const from = pair >= 0 ? open[pair]?.index : findNear(resolved, levels, index);
    resolved[index] = from === undefined ? null : (resolved[from] ?? null);
    if (pair >= 0) open.length = pair;
    const close = closing.get(cluster);
    if (close !== undefined && open.length < 16) open.push({ close, index });
  });
  return resolved.map((script) => script ?? "Latin");
}

/** The nearest cluster that has a script: before it and of its direction, after it and of its direction, or any. */
function findNear(resolved: readonly (Script | null)[], levels: readonly number[], index: number): number | undefined {
  if (resolved[index - 1] && levels[index - 1] === levels[index]) return index - 1;
  const next = resolved.findIndex((script, other) => other > index && script !== null);
  if (next >= 0 && (levels[next] === levels[index] || !resolved[index - 1])) return next;
  return resolved[index - 1] ? index - 1 : undefined;
}

function toScript(own: CharacterScript): Script | null {
  return own === "Common" || own === "Inherited" || own === "Other" ? null : own;
}
