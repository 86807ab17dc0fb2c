// The objects of a PDF file as text and bytes (ISO 32000-1 §7.3). It must never let a text in that was not escaped.
import { deflateSync } from "node:zlib";
import { toUtf16Hex } from "./format-operand.ts";

/** One indirect object: `value` is ASCII; with a stream it is the stream's dictionary, `/Length` included. */
export type PdfObject = { number: number; value: string; stream: Uint8Array | null };

/** An object without a stream. `value` must be written by the functions of this file or hold nothing of a caller's. */
export function plainObject(number: number, value: string): PdfObject {
  return { number, value, stream: null };
}

/** A stream as it is. `entries` are the dictionary's other entries. */
export function plainStream(number: number, entries: string, data: Uint8Array): PdfObject {
  return { number, value: `<<${entries}/Length ${data.length}>>`, stream: data };
}

/** Below this, starting zlib costs more time than the bytes it saves are worth. */
const leastToCompressBytes = 1200;

/** A stream compressed by zlib, or as it is if it is small. `entries` are the dictionary's other entries. */
export function compressedStream(number: number, entries: string, data: Uint8Array): PdfObject {
  if (data.length < leastToCompressBytes) return plainStream(number, entries, data);
  return plainStream(number, `${entries}/Filter/FlateDecode`, deflateSync(data));
}

/** An indirect reference. */
export function reference(number: number): string {
  return `${number} 0 R`;
}

/** A text string: any Unicode text, in UTF-16 written as hex digits (§7.9.2.2). */
export function textString(text: string): string {
  return `<feff${toUtf16Hex(text.toWellFormed())}>`;
}

/** A byte string of ASCII text, written as hex digits: for URLs. Throws if there is any other character. */
export function asciiString(text: string): string {
  if (!/^[\x20-\x7e]*$/.test(text)) throw new Error("an ASCII string holds another character");
  return `<${Array.from(text, (character) => character.charCodeAt(0).toString(16).padStart(2, "0")).join("")}>`;
}

/** A dictionary from keys, which must be plain names, to values that are written already. */
export function dictionary(entries: Iterable<readonly [key: string, value: string]>): string {
  return `<<${Array.from(entries, ([key, value]) => `/${key} ${value}`).join("")}>>`;
}

/** A date string (§7.9.4) in UTC, of a time in ISO 8601; an unreadable time gives null. */
export function dateString(time: string): string | null {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return null;
  return `(D:${date.toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z)`;
}
