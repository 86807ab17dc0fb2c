import { ApiError } from "@attestry/certificate/api-error";
import { DatabaseFailure } from "@attestry/database/database";
import type { ApiContext } from "./api.ts";

/** Every failure leaves here, in one envelope. What was not expected is logged without its message and answered without detail. */
export function respondWithError(thrown: Error, c: ApiContext): Response {
  const error = thrown instanceof ApiError ? thrown : concealFailure(thrown, c);
  c.set("errorCode", error.code);
  const { code, message, issues } = error;
  return c.json({ error: { code, message, requestId: c.get("requestId"), ...(issues && { issues }) } }, error.status);
}

/** An unexpected error's message may quote what the caller sent or what the database holds: its name, code and places do not. */
function concealFailure(thrown: Error, c: ApiContext): ApiError {
  const frames = (thrown.stack ?? "").split("\n").filter((frame) => /^\s+at /.test(frame));
  const failure = {
    level: "error",
    message: "unexpected failure",
    time: new Date().toISOString(),
    requestId: c.get("requestId"),
    name: thrown.name,
    code: thrown instanceof DatabaseFailure ? thrown.message : undefined,
    frames: frames.slice(0, 8).map((frame) => frame.trim()),
  };
  console.error(JSON.stringify(failure));
  return new ApiError("INTERNAL_ERROR", "Something went wrong on our side. Try again; if it persists, tell us the request id.");
}

export function respondNotFound(c: ApiContext): Response {
  return respondWithError(new ApiError("NOT_FOUND", "There is no such endpoint. The reference lists them all."), c);
}
