import type { Issue } from "./connection.ts";

/** One line each: where, in which column, what. */
export function showIssues(issues: Issue[]): void {
  const rows = issues.map(({ line, column, path, message }) => ({
    place: line === undefined ? "" : `line ${line}`,
    column: column ?? path,
    message,
  }));
  const [placeWidth, columnWidth] = [
    Math.max(0, ...rows.map(({ place }) => place.length)),
    Math.max(0, ...rows.map(({ column }) => column.length)),
  ];
  for (const { place, column, message } of rows) {
    console.log(`  ${place.padEnd(placeWidth)}  ${column.padEnd(Math.min(columnWidth, 40))}  ${message}`);
  }
}
