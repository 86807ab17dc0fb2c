import { ApiError } from "@attestry/certificate/api-error";
import { sha256Hex } from "@attestry/certificate/sha256-hex";
import { createMiddleware } from "hono/factory";
import type { ApiContext, ApiEnv } from "./api.ts";
import { parseJson } from "./parse-json.ts";

// A client that is still sending cannot read an answer: this much beyond what is allowed is read, not kept, before the line is cut.
const mostDiscardedBytes = 32 * 1024 * 1024;

type Limits = { mostBytes: number; mostSeconds: number };

/** Reads a JSON body, counting the bytes that arrive and not those announced, and hashes them for the idempotency key. */
export function readJsonBody(limits: Limits) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    if (hasNoBodyToRead(c)) return next();
    const bytes = await readBytes(c, limits);
    const headers = new Headers(c.req.raw.headers);
    if (bytes.length === 0) {
      headers.delete("Content-Type");
    } else {
      requireJsonType(headers.get("Content-Type"));
      parseJson(bytes, "");
    }
    c.req.raw = new Request(c.req.raw.url, { method: c.req.method, headers, body: bytes.length === 0 ? null : bytes });
    return next();
  });
}

/** Reads a body of any type as it is, under the same rules. */
export function readFileBody(limits: Limits) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    if (hasNoBodyToRead(c)) return next();
    const bytes = await readBytes(c, limits);
    c.set("bodyBytes", bytes);
    c.req.raw = new Request(c.req.raw.url, { method: c.req.method, headers: c.req.raw.headers });
    return next();
  });
}

/** What a more particular rule has read is not read again. */
function hasNoBodyToRead(c: ApiContext): boolean {
  return c.req.method === "GET" || c.req.method === "HEAD" || c.get("bodyHash") !== undefined;
}

async function readBytes(c: ApiContext, limits: Limits): Promise<Uint8Array<ArrayBuffer>> {
  requireNoEncoding(c.req.header("Content-Encoding"));
  const bytes = await receiveBytes(c.req.raw.body, limits);
  c.set("bodyHash", sha256Hex(bytes));
  return bytes;
}

function requireNoEncoding(encoding: string | undefined): void {
  if (encoding === undefined || encoding === "identity") return;
  throw new ApiError("UNSUPPORTED_MEDIA_TYPE", { message: "Send the body as it is, without a Content-Encoding." });
}

async function receiveBytes(body: ReadableStream<Uint8Array> | null, limits: Limits): Promise<Uint8Array<ArrayBuffer>> {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  // A body that trickles in holds memory of an isolate that others share.
  const deadline = Promise.withResolvers<"late">();
  const timer = setTimeout(() => deadline.resolve("late"), limits.mostSeconds * 1000);
  try {
    return joinChunks(await readChunks(reader, deadline.promise, limits));
  } finally {
    clearTimeout(timer);
    // What is not read by now is not wanted; a client that has gone is no failure of ours.
    reader.cancel().catch(() => {});
  }
}

async function readChunks(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  deadline: Promise<"late">,
  { mostBytes, mostSeconds }: Limits,
): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const part = await Promise.race([reader.read(), deadline]);
    if (part === "late") throw invalidBody(`did not arrive within ${mostSeconds} seconds`);
    if (part.done || size > mostBytes + mostDiscardedBytes) break;
    size += part.value.length;
    if (size <= mostBytes) chunks.push(part.value);
    else chunks.splice(0);
  }
  if (size <= mostBytes) return chunks;
  throw new ApiError("PAYLOAD_TOO_LARGE", { message: `The request body is larger than ${mostBytes} bytes.` });
}

function joinChunks(chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

function requireJsonType(contentType: string | null): void {
  const isJson = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(contentType ?? "");
  if (!isJson) throw new ApiError("UNSUPPORTED_MEDIA_TYPE");
}

function invalidBody(problem: string): ApiError {
  return new ApiError("VALIDATION_ERROR", { issues: [{ path: "", message: `The body ${problem}.` }] });
}
