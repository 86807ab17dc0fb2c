import { z } from "zod";

const Issue = z.strictObject({
  path: z.string().meta({ description: "The field, in dotted form; empty for the body itself.", example: "recipientEmail" }),
  message: z.string().meta({ example: "must be an e-mail address, such as name@example.com" }),
});

/** The one envelope of every failure. */
export const ErrorResponse = z
  .strictObject({
    error: z.strictObject({
      code: z.string().meta({ example: "VALIDATION_ERROR" }),
      message: z.string().meta({ example: "Request body is invalid." }),
      requestId: z.string().meta({ example: "req_4k2v8s0q1m9x7c3b5n6t0w2e" }),
      issues: z.array(Issue).optional(),
    }),
  })
  .meta({ id: "Error" });

const descriptionByStatus = {
  400: "`VALIDATION_ERROR`: a field is missing or wrong; `issues` names each.",
  401: "`INVALID_API_KEY`: no key, or one that is malformed, unknown, revoked, expired or at the wrong host.",
  402: "`QUOTA_EXCEEDED`: a live certificate needs a credit.",
  403: "`FORBIDDEN`: the key lacks the scope.",
  404: "The resource does not exist, for this organization and environment.",
  409: "A conflict with what exists already.",
  413: "`PAYLOAD_TOO_LARGE`: the body is larger than 256 KiB.",
  415: "`UNSUPPORTED_MEDIA_TYPE`: the body is not `application/json`.",
  429: "`RATE_LIMITED`: wait as long as `Retry-After` says.",
  500: "`INTERNAL_ERROR`: our fault; safe to retry with the same `Idempotency-Key`.",
} as const;

type FailureStatus = keyof typeof descriptionByStatus;

function failure(status: FailureStatus) {
  return { description: descriptionByStatus[status], content: { "application/json": { schema: ErrorResponse } } };
}

/** What every keyed endpoint may answer. */
export const keyedFailures = { 401: failure(401), 403: failure(403), 429: failure(429), 500: failure(500) };
export const readFailures = { ...keyedFailures, 400: failure(400) };
export const writeFailures = { ...readFailures, 409: failure(409), 413: failure(413), 415: failure(415) };
export const notFoundFailure = { 404: failure(404) };
export const quotaFailure = { 402: failure(402) };
export const forbiddenFailure = { 403: failure(403) };

/** A successful JSON answer: `{"data": …}`. */
export function dataResponse<Schema extends z.ZodType>(description: string, data: Schema) {
  return { description, content: { "application/json": { schema: z.strictObject({ data }) } } };
}
