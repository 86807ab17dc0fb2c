// Says what each column of a file is for. It must never drop a column that its sender did not leave out.
import type { Issue } from "@attestry/certificate/api-error";
import { cutText } from "@attestry/certificate/cut-text";
import type { MetadataSchema } from "@attestry/certificate/metadata-schema";
import { z } from "zod";
import { builtInFields, findTarget, foldName, indexFields, type KnownFields, type Target } from "./find-target.ts";
import { mostColumns } from "./parse-records.ts";

const longestHeader = 200;
/** Suggestions cost time: beyond these, a column is refused without one. */
const most = { suggestions: 20, suggestedLength: 40 };

/** By header as it stands in the file: the field it is for, or null to leave the column out. */
export const ColumnMapping = z
  .record(z.string().trim().min(1).max(longestHeader), z.string().trim().min(1).max(longestHeader).nullable())
  .refine((mapping) => Object.keys(mapping).length <= mostColumns, `must have at most ${mostColumns} members`);
export type ColumnMapping = z.infer<typeof ColumnMapping>;

/** `header` is the column's name in the file; empty for one without a name, whose cells must be empty. */
export type Column = { header: string; target: Target | null };
export type MappedColumns = { columns: Column[]; issues: Issue[] };
type Given = { schema: MetadataSchema; mapping: ColumnMapping; hasTitle: boolean; line: number };

/** The columns of a header in its order, and every problem with them; with an issue, no row should be read. `hasTitle`: there is a title for the whole file. */
export function mapColumns(header: string[], given: Given): MappedColumns {
  const issues: Issue[] = [];
  const known = indexFields(given.schema);
  const columns = header.map((cell): Column => {
    const name = cell.trim();
    const { target, problem } = mapColumn(name, given.mapping, known, issues.length < most.suggestions);
    if (problem) issues.push({ path: "", message: problem, line: given.line, column: cutText(name, longestHeader) });
    return { header: name, target };
  });
  return {
    columns,
    issues: [...issues, ...findTwins(columns, given.line), ...findMissing(columns, given), ...findStray(columns, given)],
  };
}

type Mapped = { target: Target | null; problem?: string };

function mapColumn(name: string, mapping: ColumnMapping, known: KnownFields, isSuggesting: boolean): Mapped {
  if (name === "") return { target: null };
  if (name.length > longestHeader) return { target: null, problem: `must be a name of at most ${longestHeader} characters` };
  const wanted = Object.hasOwn(mapping, name) ? mapping[name] : undefined;
  if (wanted === null) return { target: null };
  const finding = findTarget(wanted ?? name, known);
  if (finding.target) return finding;
  if (finding.ambiguous.length > 0)
    return { target: null, problem: `could be any of ${finding.ambiguous.join(", ")}: name one of them in mapping` };
  if (wanted !== undefined) return { target: null, problem: `is mapped to ${wanted}, which is no field` };
  const near = isSuggesting ? findNearest(name, known) : null;
  const hint = near === null ? "" : ` (did you mean ${near}?)`;
  return { target: null, problem: `is not a known column${hint}: name its field in mapping, or leave it out with null` };
}

function findTwins(columns: Column[], line: number): Issue[] {
  const first = new Map<string, string>();
  return columns.flatMap(({ header, target }) => {
    if (!target) return [];
    const earlier = first.get(target.path);
    if (earlier === undefined) first.set(target.path, header);
    if (earlier === undefined) return [];
    return [
      {
        path: target.path,
        message:
          earlier === header
            ? `has two columns of the same name, ${header}: rename one, or take it out of the file`
            : `has two columns, ${earlier} and ${header}: leave one out with null in mapping`,
        line,
        column: header,
      },
    ];
  });
}

function findMissing(columns: Column[], { hasTitle, line }: Given): Issue[] {
  const present = new Set(columns.map(({ target }) => target?.path));
  const required = ["recipientName", "recipientEmail", ...(hasTitle ? [] : ["title"])];
  return required.filter((path) => !present.has(path)).map((path) => ({ path, message: "is required and has no column", line }));
}

function findStray(columns: Column[], { mapping }: Given): Issue[] {
  const headers = new Set(columns.map(({ header }) => header));
  return Object.keys(mapping)
    .filter((name) => !headers.has(name))
    .map((name) => ({ path: "mapping", message: "names a column that the file does not have", column: name }));
}

/** The known name that differs in two letters at most, or null. */
function findNearest(name: string, known: KnownFields): string | null {
  const folded = foldName(name);
  if (folded.length < 3 || folded.length > most.suggestedLength) return null;
  const names = [...builtInFields, ...known.flatMap((field) => field.names)];
  const ranked = names.map((candidate) => ({ candidate, distance: measureDistance(folded, foldName(candidate)) }));
  const [best] = ranked.sort((a, b) => a.distance - b.distance);
  return best && best.distance <= 2 ? best.candidate : null;
}

/** Levenshtein's; names too unlike in length are infinitely far. */
function measureDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return Number.POSITIVE_INFINITY;
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let at = 1; at <= b.length; at++) {
      const swapped = (above[at - 1] ?? 0) + (a[row - 1] === b[at - 1] ? 0 : 1);
      current.push(Math.min(swapped, (above[at] ?? 0) + 1, (current[at - 1] ?? 0) + 1));
    }
    if (Math.min(...current) > 2) return Number.POSITIVE_INFINITY;
    above = current;
  }
  return above[b.length] ?? 0;
}
