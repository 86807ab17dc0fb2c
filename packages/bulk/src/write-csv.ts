// Writes CSV that spreadsheets open. It must never write a text that one of them runs as a formula.
import { guardFormula } from "./guard-formula.ts";

/** In front of a file, for Excel to read it as UTF-8. */
export const byteOrderMark = "\ufeff";

export type CsvValue = string | number | boolean | null;

/** One line with its CRLF (RFC 4180). A text that looks like a formula begins with `'`; numbers stay as they are, null is empty. */
export function writeCsvLine(values: readonly CsvValue[]): string {
  const cells = values.map((value) => quoteCell(typeof value === "string" ? guardFormula(value) : String(value ?? "")));
  // A line of nothing would be no record.
  return `${cells.length === 1 && cells[0] === "" ? '""' : cells.join(",")}\r\n`;
}

function quoteCell(text: string): string {
  const isPlain = !/[",;|\t\r\n]/.test(text) && text === text.trim();
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
