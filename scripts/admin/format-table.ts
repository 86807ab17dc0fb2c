export type Cell = string | number | boolean | Date | null;

/** Rows of one shape as aligned columns under a line of names; a time is in UTC, to the minute. */
export function formatTable(rows: Record<string, Cell>[]): string {
  const [first] = rows;
  if (!first) return "None.";
  const lines = [Object.keys(first), ...rows.map((row) => Object.values(row).map(formatCell))];
  const widths = Object.keys(first).map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ""))));
  const pad = (cell: string, column: number) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell));
  return lines.map((line) => line.map(pad).join("  ").trimEnd()).join("\n");
}

function formatCell(cell: Cell): string {
  if (cell === null) return "–";
  if (cell instanceof Date) return cell.toISOString().slice(0, 16).replace("T", " ");
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return String(cell);
}

function widthOf(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}
