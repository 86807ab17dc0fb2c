import type { Result } from "./measure.ts";
import type { Goal } from "./measurement.ts";

/** How results leave: all on stdout, where nothing else is written. */
export type Report = { begin: () => void; add: (result: Result) => void; end: (results: Result[]) => void };

export const jsonReport: Report = {
  begin: () => {},
  add: (result) => write(JSON.stringify(result)),
  end: () => {},
};

export function tableReport(names: string[]): Report {
  const nameWidth = Math.max(0, ...names.map((name) => name.length));
  const row = (name: string, cells: string[]) =>
    write(`${name.padEnd(nameWidth)}${cells.map((cell) => cell.padStart(11)).join("")}`);
  return {
    begin: () => row("", ["ours", "reference", "ratio", "goal", "holds"]),
    add: ({ name, unit, ours, reference, ratio, goal, holds, notes }) => {
      row(name, [
        `${ours} ${unit}`,
        reference === null ? "" : `${reference} ${unit}`,
        ratio === null ? "" : `${ratio}×`,
        describe(goal),
        holds ? "yes" : "NO",
      ]);
      for (const note of notes) write(`  ${note}`);
    },
    end: (results) => {
      const missed = results.filter(({ holds }) => !holds);
      write(
        "\nTimes are for one call, on this machine, now. Only the ratio means anything elsewhere: a cost (≤) is ours ÷ reference,",
      );
      write("a speed-up (≥) is reference ÷ ours, each the median over rounds in which the two sides took turns.");
      write(missed.length === 0 ? "\nEvery goal holds." : `\n${missed.length} of ${results.length} goals do NOT hold:`);
      for (const { name, ratio, goal } of missed)
        write(`  ${name}: ${ratio === null ? "" : `${ratio}×, `}goal ${describe(goal)}`);
    },
  };
}

function describe(goal: Goal): string {
  if ("belowMilliseconds" in goal) return `< ${goal.belowMilliseconds} ms`;
  return "atMost" in goal ? `≤ ${goal.atMost}×` : `≥ ${goal.atLeast}×`;
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
