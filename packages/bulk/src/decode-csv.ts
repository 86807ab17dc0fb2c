// Turns a file's bytes into text. It must never guess a character: what is not sure is refused, and the way out is named.
import { type Encoding, encodings, findBadByte, findLine, findNul, inspectUtf8 } from "./find-bad-byte.ts";
import { nameOtherFormat } from "./name-format.ts";
import { refuseFile } from "./refuse-file.ts";

const pieceBytes = 65_536;
// In some encodings two names are one (WHATWG Encoding §4.2).
const encodingByCharset = new Map<string, Encoding>([
  ...encodings.map((encoding) => [encoding, encoding] as const),
  ["utf8", "utf-8"],
  ["iso-8859-1", "windows-1252"],
  ["iso-8859-9", "windows-1254"],
]);
const marks: { encoding: Encoding; bytes: number[] }[] = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
];

export type DecodedCsv = { encoding: Encoding; pieces: Iterable<string> };

/**
 * The text of a file in pieces of at most 64 Ki characters, without its byte order mark; every line ends with LF. `charset` is what
 * the caller said, and binds; for null it is the mark's, else UTF-8, else Windows-1252 (which ISO-8859-1 is too: WHATWG Encoding §4.2).
 * Throws ApiError: VALIDATION_ERROR for another charset, for what is no CSV, and for bytes that the encoding does not have.
 */
export function decodeCsv(bytes: Uint8Array, charset: string | null): DecodedCsv {
  if (bytes.length === 0) throw refuseFile("The file is empty: it needs a line of column names and a line for each certificate.");
  const other = nameOtherFormat(bytes);
  if (other !== null) throw refuseFile(`The file ${other}.`);
  const encoding = chooseEncoding(bytes, charset);
  const start = measureMark(bytes, encoding);
  if (start === bytes.length) throw refuseFile("The file is empty but for its byte order mark.");
  requireSound(bytes, encoding);
  return { encoding, pieces: decodePieces(bytes.subarray(start), encoding) };
}

/** What a file is read as, whether it is that or not. Throws VALIDATION_ERROR for a charset that is not known. */
export function chooseEncoding(bytes: Uint8Array, charset: string | null): Encoding {
  return charset === null ? detectEncoding(bytes) : requireEncoding(charset);
}

function requireEncoding(charset: string): Encoding {
  const encoding = encodingByCharset.get(charset.toLowerCase());
  if (encoding) return encoding;
  throw refuseFile(`The charset must be one of: ${[...encodingByCharset.keys()].join(", ")}.`);
}

function detectEncoding(bytes: Uint8Array): Encoding {
  const mark = marks.find((candidate) => candidate.bytes.every((byte, index) => bytes[index] === byte));
  if (mark) return mark.encoding;
  const { firstBad, hasSequences } = inspectUtf8(bytes);
  // With both in one file, either reading would print some name wrong.
  return firstBad === null || hasSequences ? "utf-8" : "windows-1252";
}

function measureMark(bytes: Uint8Array, encoding: Encoding): number {
  const mark = marks.find((candidate) => candidate.encoding === encoding)?.bytes ?? [];
  return mark.every((byte, index) => bytes[index] === byte) ? mark.length : 0;
}

function requireSound(bytes: Uint8Array, encoding: Encoding): void {
  const nul = findNul(bytes, encoding);
  if (nul !== null) {
    const line = findLine(bytes, nul, encoding);
    throw refuseFile("The file holds a NUL: save it as CSV UTF-8; if it is UTF-16, name utf-16le or utf-16be as charset.", line);
  }
  const bad = findBadByte(bytes, encoding);
  if (bad === null) return;
  const message = `The file is not valid ${encoding}: save it as CSV UTF-8, or name the charset that it has.`;
  throw refuseFile(message, findLine(bytes, bad, encoding));
}

function* decodePieces(bytes: Uint8Array, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let held = "";
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const isLast = at + pieceBytes >= bytes.length;
    const text = held + decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: !isLast });
    // A CR at the end may be half of a CRLF.
    held = !isLast && text.endsWith("\r") ? "\r" : "";
    yield text.slice(0, text.length - held.length).replace(/\r\n?/g, "\n");
  }
}
