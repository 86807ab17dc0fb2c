import { ApiError } from "@attestry/certificate/api-error";
import { toPath } from "@attestry/issuing/schema-issues";
import { getMultipartBoundary, MaxPartsExceededError, type MultipartPart, parseMultipart } from "@remix-run/multipart-parser";

const mostFields = 20;

/**
 * A form's one file and its other fields. The file is a part of `bytes` itself: copied, the largest would not fit into an isolate.
 * Throws VALIDATION_ERROR for a form that has no file, or another than one.
 */
export function readForm(bytes: Uint8Array, contentType: string) {
  const fields: [string, string][] = [];
  let file: { bytes: Uint8Array; charset: string | null } | null = null;
  for (const { name, isFile, type, content } of readParts(bytes, contentType)) {
    if (!isFile) fields.push([name, decodeText(name, content)]);
    else if (name !== "file") throw invalid(toPath([name]), "is not a known file");
    else if (file) throw invalid("file", "must be one file");
    else file = { bytes: content, charset: findCharset(type) };
  }
  if (!file) throw invalid("file", "is required");
  return { file, fields };
}

/** In lower case. */
export function findCharset(contentType: string): string | null {
  return /;\s*charset="?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? null;
}

type Part = { name: string; isFile: boolean; type: string; content: Uint8Array };

function readParts(bytes: Uint8Array, contentType: string): Part[] {
  const boundary = getMultipartBoundary(contentType);
  if (!boundary) throw invalid("", "The Content-Type of a form names its boundary.");
  try {
    const options = {
      boundary,
      maxParts: mostFields + 1,
      maxFileSize: bytes.length,
      maxTotalSize: bytes.length,
    };
    const form = skipLineBreak(bytes);
    const parts = [...parseMultipart(form, options)].map(readPart);
    // A header that never ends would swallow the part after it.
    if (countBoundaries(form, boundary) !== parts.length + 1) throw new TypeError("a part has no end");
    return parts;
  } catch (error) {
    const isTooMuch = error instanceof MaxPartsExceededError;
    throw invalid(
      "",
      isTooMuch ? `There may be at most ${mostFields} fields.` : "The body is not a form as multipart/form-data has it.",
    );
  }
}

/** Some clients send one before the first boundary. */
function skipLineBreak(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0x0d && bytes[1] === 0x0a ? bytes.subarray(2) : bytes;
}

function countBoundaries(form: Uint8Array, boundary: string): number {
  const delimiter = new TextEncoder().encode(`\r\n--${boundary}`);
  let count = 1;
  for (let at = 0; at < form.length; at++) {
    if (form[at] === 0x0d && startsAt(form, delimiter, at)) count++;
  }
  return count;
}

/** A plain loop: it is asked at each carriage return of a file. */
function startsAt(bytes: Uint8Array, wanted: Uint8Array, start: number): boolean {
  for (let index = 1; index < wanted.length; index++) {
    if (bytes[start + index] !== wanted[index]) return false;
  }
  return true;
}

function readPart(part: MultipartPart): Part {
  const { name, isFile, headers } = part;
  if (name === undefined) throw new TypeError("a part has no name");
  // RFC 7578 §4.7: what is encoded so would be issued as it is.
  if (!/^(?:7bit|8bit|binary)$/i.test(headers["content-transfer-encoding"] ?? "binary")) throw new TypeError("a part is encoded");
  const [whole = new Uint8Array(), ...rest] = part.content;
  return { name, isFile, type: headers["content-type"] ?? "", content: rest.length === 0 ? whole : part.bytes };
}

function decodeText(name: string, content: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw invalid(toPath([name]), "is not valid UTF-8");
  }
}

function invalid(path: string, message: string): ApiError {
  return new ApiError("VALIDATION_ERROR", { issues: [{ path, message }] });
}
