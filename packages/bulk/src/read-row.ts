// Makes of a row what a request's body would be. It must never guess a value: what is not clear stays text, for the check to refuse.
import type { Issue } from "@attestry/certificate/api-error";
import type { Json } from "@attestry/certificate/canonical-json";
import type { FieldType } from "@attestry/certificate/metadata-schema";
import type { LocatedIssue } from "./batch-row.ts";
import type { BuiltInField, MetadataPlace } from "./find-target.ts";
import { removeGuard } from "./guard-formula.ts";
import type { Column } from "./map-columns.ts";

/** For the whole file, where a row says nothing. */
export type Defaults = { title?: string };
export type RowInput = { [Field in BuiltInField]?: string } & { [Place in MetadataPlace]: { [key: string]: Json } };
type Row = { input: RowInput; issues: Issue[] };

const booleans = new Map([
  ["true", true],
  ["yes", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["0", false],
]);

/**
 * The body of an issue request, to be parsed by `IssueInput`, and an issue for each cell that stands in a column without a name. Empty
 * cells are not sent. Numbers may have a decimal comma, booleans are true/false, yes/no or 1/0, and an ISO date alone is midnight UTC.
 */
export function readRow({ line, cells }: { line: number; cells: string[] }, columns: Column[], defaults: Defaults): Row {
  const input: RowInput = { ...defaults, publicMetadata: {}, privateMetadata: {} };
  const issues: Issue[] = [];
  for (const [index, { header, target }] of columns.entries()) {
    const text = removeGuard((cells[index] ?? "").trim());
    if (text === "") continue;
    if (header === "") issues.push({ path: "", message: `Column ${index + 1} has a value but no name.`, line, column: "" });
    else if (target?.kind === "builtIn") input[target.path] = target.path.endsWith("At") ? toMoment(text) : text;
    else if (target) define(input[target.place], target.key, convert(text, target.type));
  }
  return { input, issues };
}

/** An issue of a row with its line and, where it is about a field with a column, that column's header. */
export function locateIssue(issue: Issue, columns: Column[], line: number): LocatedIssue {
  const column = columns.find(({ target }) => target && (issue.path === target.path || issue.path.startsWith(`${target.path}.`)));
  if (!column?.target) return { ...issue, line };
  return { ...issue, message: speakOfCells(issue.message, column.target), line, column: column.header };
}

/** What the check of JSON bodies says of numbers and times helps nobody who has a spreadsheet open. */
function speakOfCells(message: string, target: NonNullable<Column["target"]>): string {
  if (message.startsWith("must be a JSON number"))
    return "must be a number such as 12.5, without separators of thousands: 1.234 could be either";
  const isMoment = target.kind === "builtIn" && message.startsWith("must be an ISO 8601");
  return isMoment ? "must be a date such as 2026-05-10, or a date and time with a zone such as 2026-05-10T08:00:00Z" : message;
}

/** An own member, whatever its name. */
function define(members: { [key: string]: Json }, key: string, value: Json): void {
  Object.defineProperty(members, key, { value, enumerable: true, configurable: true, writable: true });
}

function convert(text: string, type: FieldType): Json {
  if (type === "number") return toNumber(text);
  return type === "boolean" ? (booleans.get(text.toLowerCase()) ?? text) : text;
}

/** `1,234` and `1.234` may be a thousand or a decimal, so they stay texts. */
function toNumber(text: string): number | string {
  if (/^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text) || !/^[+-]?\d{1,15}(?:[.,]\d{1,15})?$/.test(text)) return text;
  return Number(text.replace(",", "."));
}

function toMoment(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00.000Z` : text;
}
