// Reads a header and rows out of text. It must never hold the whole file, nor read on after the first problem.
import { mostRows } from "./batch-row.ts";
import { type Delimiter, findDelimiter, findSeparatorLine } from "./find-delimiter.ts";
import { type CsvRecord, mostColumns, parseRecords } from "./parse-records.ts";
import { refuseFile } from "./refuse-file.ts";

/** Spreadsheets leave some at the end; more than this are an attack or a mistake. */
const mostEmptyRows = 10_000;

/** `line` is the physical line on which the record begins; the file's first is 1. */
export type CsvRow = CsvRecord;
/** `problem` is why its cells cannot be told apart. */
export type ReadRow = CsvRow & { problem: string | null };
export type OpenedCsv = { header: CsvRow; rows: AsyncGenerator<ReadRow> };

const excess = "The row has more cells than the header: a cell that holds the delimiter must be in quotes.";

/**
 * The header of a file, and its rows one by one, each with as many cells as the header; empty rows are passed over. `delimiter` null is
 * Excel's `sep=` line, else what the first line has most of. Both throw ApiError: VALIDATION_ERROR with the line, for what is no CSV,
 * for no row at all, and for more than 200 columns, 256 KiB a row or 10,000 rows.
 */
export async function openCsv(pieces: Iterable<string>, delimiter: Delimiter | null): Promise<OpenedCsv> {
  const iterator = pieces[Symbol.iterator]();
  const first: string = iterator.next().value ?? "";
  const separator = findSeparatorLine(first);
  const text = first.slice(separator?.length ?? 0);
  const chosen = delimiter ?? separator?.delimiter ?? findDelimiter(text);
  const records = skipEmpty(parseRecords(prepend(text, iterator), chosen, separator ? 2 : 1));
  const header = await records.next();
  if (header.done) throw refuseFile("The file is empty: it needs a line of column names and a line for each certificate.");
  requireFewColumns(header.value);
  return { header: header.value, rows: readRows(records, header.value.cells.length) };
}

function* prepend(text: string, rest: Iterator<string>): Generator<string> {
  yield text;
  for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
}

async function* skipEmpty(records: AsyncGenerator<CsvRow>): AsyncGenerator<CsvRow> {
  let empty = 0;
  for await (const record of records) {
    if (record.cells.some((cell) => cell.trim() !== "")) yield record;
    else if (++empty > mostEmptyRows) throw refuseFile(`The file has more than ${mostEmptyRows} empty rows.`, record.line);
  }
}

async function* readRows(records: AsyncGenerator<CsvRow>, width: number): AsyncGenerator<ReadRow> {
  let count = 0;
  for await (const { line, cells } of records) {
    if (++count > mostRows) throw refuseFile(`The file has more than ${mostRows} rows: split it.`, line);
    requireFewColumns({ line, cells });
    const problem = cells.slice(width).some((cell) => cell.trim() !== "") ? excess : null;
    yield { line, cells: Array.from({ length: width }, (_, index) => cells[index] ?? ""), problem };
  }
  if (count === 0) throw refuseFile("The file has column names but no row below them.");
}

function requireFewColumns({ line, cells }: CsvRow): void {
  if (cells.length > mostColumns) throw refuseFile(`A row may have at most ${mostColumns} columns.`, line);
}
