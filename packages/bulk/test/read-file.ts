import type { Issue } from "@attestry/certificate/api-error";
import { ApiError } from "@attestry/certificate/api-error";
import { decodeCsv } from "../src/decode-csv.ts";
import type { Delimiter } from "../src/find-delimiter.ts";
import { openCsv } from "../src/read-csv.ts";

export type Read = { encoding: string; lines: number[]; cells: string[][]; issues: Issue[] };

/** All records of a file, the header first, or the issues it was refused with. */
export async function readFile(file: Uint8Array | string, charset: string | null = null, delimiter: Delimiter | null = null) {
  const read: Read = { encoding: "", lines: [], cells: [], issues: [] };
  try {
    const { encoding, pieces } = decodeCsv(typeof file === "string" ? new TextEncoder().encode(file) : file, charset);
    read.encoding = encoding;
    const { header, rows } = await openCsv(pieces, delimiter);
    read.lines.push(header.line);
    read.cells.push(header.cells);
    for await (const { line, cells } of rows) {
      read.lines.push(line);
      read.cells.push(cells);
    }
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "VALIDATION_ERROR") throw error;
    read.issues = error.issues ?? [];
  }
  return read;
}
