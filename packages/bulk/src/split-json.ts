// Cuts a JSON object into its members, and the list of certificates among them into its elements, without parsing what they say: a body
// of 32 MB, parsed whole, would not fit into an isolate beside its text. It must never accept what JSON.parse refuses, nor keep more
// spans than a batch may have rows.
import { ApiError } from "@attestry/certificate/api-error";
import { toPath } from "@attestry/issuing/schema-issues";
import { mostRows, refuseRows } from "./batch-row.ts";
import { refuseFile } from "./refuse-file.ts";

/** A slice of the text, in bytes. */
export type Span = { start: number; end: number };

/** The members by name, and the elements of `certificates`, when that is a list. */
export type SplitObject = { members: Map<string, Span>; elements: Span[] | null };

const mostMembers = 20;
const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Splits UTF-8 JSON (RFC 8259) whose value is an object. Each slice is for the caller to parse: together with what is checked here,
 * the whole is then JSON. Throws ApiError: VALIDATION_ERROR, with the place where it cannot be; for a member that is given twice, since
 * JSON.parse would drop one of them; for more than 20 members; and, before it reads on, for more than 10,000 certificates.
 */
export function splitObject(bytes: Uint8Array): SplitObject {
  const members = new Map<string, Span>();
  let elements: Span[] | null = null;
  let at = skipSpace(bytes, 0);
  if (at < bytes.length && bytes[at] !== openBrace) throw refuseFile("The body must be a JSON object.");
  at = skipSpace(bytes, expect(bytes, at, openBrace));
  while (bytes[at] !== closeBrace) {
    const nameEnd = skipString(bytes, at);
    const name = parseName(bytes, at, nameEnd);
    requireNew(name, members);
    const start = skipSpace(bytes, expect(bytes, skipSpace(bytes, nameEnd), colon));
    const list = name === "certificates" && bytes[start] === openBracket ? splitList(bytes, start) : null;
    elements ??= list?.elements ?? null;
    const end = list?.end ?? skipValue(bytes, start);
    members.set(name, { start, end });
    at = nextInList(bytes, end, closeBrace);
  }
  const end = skipSpace(bytes, at + 1);
  if (end !== bytes.length) throw refuseAt(bytes, end);
  return { members, elements };
}

function requireNew(name: string, members: Map<string, Span>): void {
  if (members.has(name))
    throw new ApiError("VALIDATION_ERROR", { issues: [{ path: toPath([name]), message: "is given twice" }] });
  if (members.size === mostMembers) throw refuseFile(`The body has more than ${mostMembers} members.`);
}

function splitList(bytes: Uint8Array, start: number): { elements: Span[]; end: number } {
  const elements: Span[] = [];
  let at = skipSpace(bytes, start + 1);
  while (bytes[at] !== closeBracket) {
    const end = skipValue(bytes, at);
    if (elements.length === mostRows) throw refuseRows();
    elements.push({ start: at, end });
    at = nextInList(bytes, end, closeBracket);
  }
  return { elements, end: at + 1 };
}

/** Past the comma after an element, or at the end of the list. */
function nextInList(bytes: Uint8Array, end: number, closing: number): number {
  const at = skipSpace(bytes, end);
  if (bytes[at] === closing) return at;
  const next = skipSpace(bytes, expect(bytes, at, comma));
  if (bytes[next] === closing) throw refuseAt(bytes, next);
  return next;
}

/** The end of the value that starts here: of its brackets, its string, or its characters up to the next delimiter. */
function skipValue(bytes: Uint8Array, start: number): number {
  const first = bytes[start];
  if (first === quote) return skipString(bytes, start);
  if (first === openBrace || first === openBracket) return skipBrackets(bytes, start);
  let at = start;
  while (at < bytes.length && !isDelimiter(bytes[at])) at += 1;
  if (at === start) throw refuseAt(bytes, start);
  return at;
}

function skipBrackets(bytes: Uint8Array, start: number): number {
  let depth = 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) at = skipString(bytes, at) - 1;
    else if (byte === openBrace || byte === openBracket) depth += 1;
    else if (byte === closeBrace || byte === closeBracket) depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw refuseAt(bytes, bytes.length);
}

function skipString(bytes: Uint8Array, start: number): number {
  expect(bytes, start, quote);
  for (let at = start + 1; at < bytes.length; at++) {
    if (bytes[at] === backslash) at += 1;
    else if (bytes[at] === quote) return at + 1;
  }
  throw refuseAt(bytes, bytes.length);
}

function parseName(bytes: Uint8Array, start: number, end: number): string {
  try {
    return String(JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(start, end))));
  } catch {
    throw refuseAt(bytes, start);
  }
}

function expect(bytes: Uint8Array, at: number, byte: number): number {
  if (bytes[at] !== byte) throw refuseAt(bytes, at);
  return at + 1;
}

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isSpace(bytes[at])) at += 1;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isDelimiter(byte: number | undefined): boolean {
  return byte === comma || byte === closeBrace || byte === closeBracket || isSpace(byte);
}

/** Lines and UTF-16 units are counted, as parsers do. */
function refuseAt(bytes: Uint8Array, offset: number): ApiError {
  if (offset >= bytes.length) return refuseFile("The body is not valid JSON: it ends too early.");
  let [line, column] = [1, 1];
  for (const byte of bytes.subarray(0, offset)) {
    if (byte === 0x0a) [line, column] = [line + 1, 1];
    else if (byte < 0x80 || byte >= 0xc0) column += byte >= 0xf0 ? 2 : 1;
  }
  return refuseFile(`The body is not valid JSON: line ${line}, column ${column}.`);
}
