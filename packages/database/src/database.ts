// The only user of supabase-js: one typed function for each SQL function. It must never build a query out of a caller's text.

import { ApiError, type ErrorCode, isErrorCode } from "@attestry/certificate/api-error";
import { createClient } from "@supabase/supabase-js";
import { z } from "zod";
import type { Json, Database as Schema } from "./database.types.ts";

export type SqlFunction = keyof Schema["api"]["Functions"];

/** Calls one SQL function with one jsonb argument, parses its answer and turns what it raised into an ApiError. */
export type Database = <Answer>(name: SqlFunction, input: Json, answer: z.ZodType<Answer>) => Promise<Answer>;

export type DatabaseOptions = { url: string; secretKey: string; fetch?: typeof fetch };

/** A failure that nobody outside may hear about: the database could not be reached, or raised what it was not told to raise. */
export class DatabaseFailure extends Error {
  readonly sqlFunction: SqlFunction;
  readonly code: string;

  constructor(sqlFunction: SqlFunction, code: string) {
    super(`${sqlFunction} failed with ${code || "no answer"}`);
    this.name = "DatabaseFailure";
    this.sqlFunction = sqlFunction;
    this.code = code;
  }
}

const timeoutMilliseconds = 10_000;

/** Connects over HTTP to a Supabase project (hosted, in Docker or local). Safe to share between the requests of an isolate. */
export function connectDatabase(options: DatabaseOptions): Database {
  const send = options.fetch ?? fetch;
  const client = createClient<Schema, "api">(options.url, options.secretKey, {
    db: { schema: "api" },
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: (url, init) => send(url, { ...init, signal: AbortSignal.timeout(timeoutMilliseconds) }) },
  });
  return async (name, input, answer) => {
    const { data, error } = await client.rpc(name, { input });
    if (error) throw toError(name, error);
    return answer.parse(data);
  };
}

const Issues = z.array(z.strictObject({ path: z.string(), message: z.string() }));

type RpcError = { code?: string; message: string; details: string | null; hint: string | null };

function toError(name: SqlFunction, { code = "", message, details, hint }: RpcError): Error {
  if (!code.startsWith("PT") || !isErrorCode(message)) return new DatabaseFailure(name, code);
  const sentence = sentenceOf(message, details);
  const rateLimitPerMinute = hint === null ? undefined : Number(hint);
  const issues = message === "VALIDATION_ERROR" && details ? Issues.parse(JSON.parse(details)) : undefined;
  return new ApiError(message, {
    ...(sentence !== undefined && { message: sentence }),
    ...(issues && { issues }),
    rateLimitPerMinute,
  });
}

/** Where the detail of the SQL error says more than the code's own sentence. */
function sentenceOf(code: ErrorCode, detail: string | null): string | undefined {
  if (code === "INVALID_API_KEY") {
    return `This API key is ${detail === "revoked" ? "revoked" : detail === "expired" ? "expired" : "not known"}.`;
  }
  if (code === "FORBIDDEN") {
    return detail === "platform_template"
      ? "This template belongs to the platform and cannot be changed. Create a template of your own with its design."
      : `This API key lacks the scope ${detail}.`;
  }
  if (code === "TEMPLATE_VERSION_CONFLICT") return `The template's version is ${detail}, not the expected one.`;
  if (code === "ROTATION_UNDER_WAY") {
    return `The secret was rotated before, and the one before it signs until ${detail}. Wait until then, or force the rotation.`;
  }
  if (code === "LIMIT_REACHED") return detail ?? undefined;
  if (code === "CERTIFICATE_EXISTS")
    return `A certificate with this certificateId exists already, or a batch is about to issue it: ${detail}.`;
  return undefined;
}
