// Drives csv-parse piece by piece. It must never read on after the first problem, nor hold more than one piece and one record.
import { CsvError, parse } from "csv-parse/stream";
import { mostRowBytes } from "./batch-row.ts";
import { refuseFile } from "./refuse-file.ts";

export const mostColumns = 200;

/** `line` is where the record begins. */
export type CsvRecord = { line: number; cells: string[] };

/**
 * The records of a text whose lines end with LF, empty ones too; `firstLine` is the number of its first line. White space round a cell
 * is left out. Throws ApiError: VALIDATION_ERROR where quotes (RFC 4180), columns or sizes are wrong.
 */
export async function* parseRecords(pieces: Iterable<string>, delimiter: string, firstLine: number): AsyncGenerator<CsvRecord> {
  let line = firstLine;
  let records: CsvRecord[] = [];
  const keep = (cells: string[], endsAt: number) => {
    records.push({ line, cells });
    line = firstLine + endsAt;
    // Kept here and not in the stream, whose queue is lost at the first problem.
    return null;
  };
  const { writer, ended } = openParser(delimiter, keep);
  const encoder = new TextEncoder();
  for (const lines of cutLines(pieces)) {
    const problem = await writer.write(encoder.encode(lines)).then(
      () => null,
      () => ended,
    );
    yield* records;
    records = [];
    if (problem !== null) throw explain(problem, line);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  writer.close().catch(() => {});
  const problem = await ended;
  yield* records;
  if (problem !== null) throw explain(problem, line);
}

/** So few lines at once that nobody is kept waiting: one with another number of cells than the first costs the parser a tenth of a millisecond. */
const linesAtOnce = 100;

function* cutLines(pieces: Iterable<string>): Generator<string> {
  for (const piece of pieces) {
    let start = 0;
    let lines = 0;
    for (let at = piece.indexOf("\n"); at >= 0; at = piece.indexOf("\n", at + 1)) {
      if (++lines % linesAtOnce !== 0) continue;
      yield piece.slice(start, at + 1);
      start = at + 1;
    }
    if (start < piece.length) yield piece.slice(start);
  }
}

/** `ended` gives what the parser failed with, or null: workerd tells it at the readable side alone when it is found at the end. */
function openParser(delimiter: string, keep: (cells: string[], endsAt: number) => null) {
  const { readable, writable } = parse({
    delimiter,
    record_delimiter: "\n",
    trim: true,
    relax_column_count: true,
    max_record_size: mostRowBytes,
    // What stands beyond is one cell, whose size is bounded, where millions of cells would not be.
    ignore_last_delimiters: mostColumns + 1,
    on_record: (cells: string[], { lines }) => keep(cells, lines),
  });
  const writer: WritableStreamDefaultWriter<Uint8Array> = writable.getWriter();
  writer.closed.catch(() => {});
  const ended: Promise<unknown> = readable.getReader().closed.then(
    () => null,
    (error: unknown) => error,
  );
  return { writer, ended };
}

const sentenceByCode = new Map([
  ["CSV_MAX_RECORD_SIZE", "The row that begins here is larger than 256 KiB: a quote may be missing or too many."],
  ["CSV_QUOTE_NOT_CLOSED", "The row that begins here has a quote that is never closed."],
  [
    "CSV_INVALID_CLOSING_QUOTE",
    'The row that begins here has text after a closing quote: a quote inside of quotes is written "".',
  ],
  [
    "INVALID_OPENING_QUOTE",
    'The row that begins here has a quote in the midst of a cell: put the cell in quotes and write "" for it.',
  ],
]);

function explain(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  if (Number(error.index) >= mostColumns) return refuseFile(`A row may have at most ${mostColumns} columns.`, line);
  return refuseFile(sentenceByCode.get(error.code) ?? "The row that begins here is not valid CSV.", line);
}
