import { ApiError } from "@attestry/certificate/api-error";
import { DatabaseFailure } from "@attestry/database/database";
import type { ApiContext } from "./api.ts";

/** Every failure leaves here, in one envelope. What was not expected is logged without its message and answered without detail. */
export function respondWithError(thrown: Error, c: ApiContext): Response {
  const error = thrown instanceof ApiError ? thrown : new ApiError("INTERNAL_ERROR", { cause: thrown });
  const { code, message, issues, rateLimitPerMinute, cause } = error;
  if (cause !== undefined) logFailure(cause, c.get("requestId"));
  if (rateLimitPerMinute !== undefined) c.set("rateLimitPerMinute", rateLimitPerMinute);
  c.set("errorCode", code);
  return c.json({ error: { code, message, requestId: c.get("requestId"), ...(issues && { issues }) } }, error.status);
}

/** An unexpected error's message may quote what the caller sent or what the database holds: its name, code and places do not. */
function logFailure(cause: unknown, requestId: string): void {
  const error = cause instanceof Error ? cause : new Error("not an Error");
  const frames = (error.stack ?? "").split("\n").filter((frame) => /^\s+at /.test(frame));
  const line = {
    level: "error",
    message: "unexpected failure",
    time: new Date().toISOString(),
    requestId,
    name: error.name,
    ...(error instanceof DatabaseFailure && { sqlFunction: error.sqlFunction, code: error.code }),
    frames: frames.slice(0, 8).map((frame) => frame.trim()),
  };
  console.error(JSON.stringify(line));
}

/** What app.ts does not list does not exist. */
export function respondNotFound(c: ApiContext): Response {
  const { docsUrl } = c.get("services").config;
  return respondWithError(new ApiError("NOT_FOUND", { message: `There is no such endpoint. All of them: ${docsUrl}` }), c);
}
