// Cuts a JSON object into its members, and one list among them into its elements, without parsing what they say: a body of 32 MB,
// parsed whole, would not fit into an isolate beside its text. It must never accept what JSON.parse refuses.

/** A slice of the text, in bytes. */
export type Span = { start: number; end: number };

/** The members by name, the last one of a name; of `listName`, when it is a list, the elements in place of its own span. */
export type SplitObject = { members: Map<string, Span>; elements: Span[] | null };

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Splits UTF-8 JSON (RFC 8259) whose value is an object. Each slice is for the caller to parse: together with what is checked here,
 * the whole is then JSON. Throws a SyntaxError with the byte's offset in `cause` where it cannot be.
 */
export function splitObject(bytes: Uint8Array, listName: string): SplitObject {
  const members = new Map<string, Span>();
  let elements: Span[] | null = null;
  let at = expect(bytes, skipSpace(bytes, 0), openBrace);
  at = skipSpace(bytes, at);
  while (bytes[at] !== closeBrace) {
    const nameEnd = skipString(bytes, at);
    const name = parseName(bytes, at, nameEnd);
    const start = skipSpace(bytes, expect(bytes, skipSpace(bytes, nameEnd), colon));
    if (name === listName && bytes[start] === openBracket) {
      const list = splitList(bytes, start);
      elements = list.elements;
      at = list.end;
      members.delete(name);
    } else {
      at = skipValue(bytes, start);
      if (name === listName) elements = null;
      members.set(name, { start, end: at });
    }
    at = nextInList(bytes, at, closeBrace);
  }
  if (skipSpace(bytes, at + 1) !== bytes.length) throw syntaxError(at + 1);
  return { members, elements };
}

function splitList(bytes: Uint8Array, start: number): { elements: Span[]; end: number } {
  const elements: Span[] = [];
  let at = skipSpace(bytes, start + 1);
  while (bytes[at] !== closeBracket) {
    const end = skipValue(bytes, at);
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
  if (bytes[next] === closing) throw syntaxError(next);
  return next;
}

/** The end of the value that starts here: of its brackets, its string, or its characters up to the next delimiter. */
function skipValue(bytes: Uint8Array, start: number): number {
  const first = bytes[start];
  if (first === quote) return skipString(bytes, start);
  if (first === openBrace || first === openBracket) return skipBrackets(bytes, start);
  let at = start;
  while (at < bytes.length && !isDelimiter(bytes[at])) at += 1;
  if (at === start) throw syntaxError(start);
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
  throw syntaxError(bytes.length);
}

function skipString(bytes: Uint8Array, start: number): number {
  expect(bytes, start, quote);
  for (let at = start + 1; at < bytes.length; at++) {
    if (bytes[at] === backslash) at += 1;
    else if (bytes[at] === quote) return at + 1;
  }
  throw syntaxError(bytes.length);
}

function parseName(bytes: Uint8Array, start: number, end: number): string {
  try {
    return String(JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(start, end))));
  } catch {
    throw syntaxError(start);
  }
}

function expect(bytes: Uint8Array, at: number, byte: number): number {
  if (bytes[at] !== byte) throw syntaxError(at);
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

function syntaxError(offset: number): SyntaxError {
  return new SyntaxError("This is not JSON.", { cause: offset });
}
