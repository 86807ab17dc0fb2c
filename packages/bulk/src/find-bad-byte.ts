// Finds the first byte of a file that its encoding does not allow. It must never decode a whole file: 32 MiB are read where they lie.
import { findUndecodable } from "./find-undecodable.ts";

/** The names of WHATWG Encoding §4.2 for what is read. */
export const encodings = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1250",
  "windows-1251",
  "windows-1252",
  "windows-1253",
  "windows-1254",
  "windows-1255",
  "windows-1256",
  "windows-1257",
  "windows-1258",
  "iso-8859-2",
  "iso-8859-5",
  "iso-8859-7",
  "iso-8859-15",
  "koi8-r",
  "shift_jis",
  "euc-kr",
  "gb18030",
  "big5",
] as const;
export type Encoding = (typeof encodings)[number];

const undefinedIn1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** The offset of the first byte that is wrong, or of one on its line, or null. */
export function findBadByte(bytes: Uint8Array, encoding: Encoding): number | null {
  if (encoding === "utf-8") return inspectUtf8(bytes).firstBad;
  if (encoding === "windows-1252") return toOffset(bytes.findIndex((byte) => undefinedIn1252.has(byte)));
  if (encoding === "utf-16le" || encoding === "utf-16be") return findBadUnit(bytes, encoding === "utf-16le");
  return findUndecodable(bytes, encoding);
}

/** Where UTF-8 first breaks, and whether a sequence of several bytes is right anywhere (the Unicode Standard, table 3-7). */
export function inspectUtf8(bytes: Uint8Array): { firstBad: number | null; hasSequences: boolean } {
  let firstBad: number | null = null;
  let hasSequences = false;
  for (let at = 0; at < bytes.length; ) {
    const length = (bytes[at] ?? 0) < 0x80 ? 1 : measureSequence(bytes, at);
    if (length > 1) hasSequences = true;
    if (length === 0) firstBad ??= at;
    if (firstBad !== null && hasSequences) break;
    at += length || 1;
  }
  return { firstBad, hasSequences };
}

/** How many bytes a well-formed sequence has, or 0. */
function measureSequence(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  const second = bytes[at + 1] ?? 0;
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (length === 0 || second < least || second > most) return 0;
  for (let next = 2; next < length; next++) {
    if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function findBadUnit(bytes: Uint8Array, isLittle: boolean): number | null {
  let isPair = false;
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const high = bytes[isLittle ? at + 1 : at] ?? 0;
    const isLow = high >= 0xdc && high <= 0xdf;
    if (isPair !== isLow) return isPair ? at - 2 : at;
    isPair = high >= 0xd8 && high <= 0xdb;
  }
  if (isPair) return bytes.length - 2;
  return bytes.length % 2 === 1 ? bytes.length - 1 : null;
}

/** The first NUL: a byte, or in UTF-16 a unit; null if there is none. */
export function findNul(bytes: Uint8Array, encoding: Encoding): number | null {
  if (!encoding.startsWith("utf-16")) return toOffset(bytes.indexOf(0));
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) return at;
  }
  return null;
}

/** The line on which an offset lies; the first is 1. CRLF, LF and CR end a line. */
export function findLine(bytes: Uint8Array, offset: number, encoding: Encoding): number {
  const width = encoding.startsWith("utf-16") ? 2 : 1;
  const [low, high] = encoding === "utf-16be" ? [1, 0] : [0, 1];
  let line = 1;
  let previous = 0;
  for (let at = 0; at + width <= offset; at += width) {
    const unit = width === 1 || bytes[at + high] === 0 ? (bytes[at + low] ?? 0) : 0xffff;
    if (unit === 13 || (unit === 10 && previous !== 13)) line++;
    previous = unit;
  }
  return line;
}

function toOffset(index: number): number | null {
  return index === -1 ? null : index;
}
