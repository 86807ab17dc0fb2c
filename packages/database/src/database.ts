// The only user of supabase-js: one typed function for each SQL function. It must never build a query out of a caller's text.

import { ApiError, type ErrorCode, isErrorCode } from "@attestry/certificate/api-error";
import { createClient } from "@supabase/supabase-js";
import type { z } from "zod";
import type { Json, Database as Schema } from "./database.types.ts";

export type SqlFunction = keyof Schema["api"]["Functions"];

/** Calls one SQL function with one jsonb argument, parses its answer and turns what it raised into an ApiError. */
export type Database = <Answer>(name: SqlFunction, input: Json, answer: z.ZodType<Answer>) => Promise<Answer>;

export type DatabaseOptions = { url: string; secretKey: string; fetch?: typeof fetch };

/** A failure that nobody outside may hear about: the database could not be reached, or raised what it was not told to raise. */
export class DatabaseFailure extends Error {
  readonly code: string;

  constructor(sqlFunction: SqlFunction, code: string) {
    super(`${sqlFunction} failed with ${code || "no answer"}`);
    this.name = "DatabaseFailure";
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

function toError(
  name: SqlFunction,
  { code, message, details }: { code: string; message: string; details: string | null },
): Error {
  // A gateway in front of PostgREST may answer without a code.
  if (String(code).startsWith("PT") && isErrorCode(message)) return new ApiError(message, messageOf(message, details));
  return new DatabaseFailure(name, code);
}

function messageOf(code: ErrorCode, detail: string | null): string {
  switch (code) {
    case "INVALID_API_KEY":
      return `This API key is ${detail === "revoked" ? "revoked" : detail === "expired" ? "expired" : "not known"}.`;
    case "FORBIDDEN":
      return `This API key lacks the scope ${detail}.`;
    case "QUOTA_EXCEEDED":
      return "Production certificates require at least one credit. Top up credits from Billing.";
    case "CERTIFICATE_NOT_FOUND":
      return "Certificate was not found.";
    case "TEMPLATE_NOT_FOUND":
      return "Template was not found.";
    case "CERTIFICATE_REVOKED":
      return "Certificate is already revoked.";
    case "CERTIFICATE_EXISTS":
      return `A certificate with this certificateId exists already: ${detail}.`;
    case "IDEMPOTENCY_CONFLICT":
      return "This Idempotency-Key was used with another request body.";
    default:
      return "The request could not be carried out.";
  }
}
