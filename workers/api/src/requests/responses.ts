import type { ErrorCode } from "@attestry/certificate/api-error";
import { z } from "zod";

const Issue = z.strictObject({
  path: z.string().meta({ description: "The field, in dotted form; empty for the body itself.", example: "recipientEmail" }),
  message: z.string().meta({ example: "must be an e-mail address, such as name@example.com" }),
  line: z
    .int()
    .min(1)
    .optional()
    .meta({ description: "Of a CSV file: the line on which the row begins; the first is 1.", example: 7 }),
  column: z.string().optional().meta({ description: "Of a CSV file: the column's name as it stands there.", example: "E-mail" }),
});

/** An issue of a row. */
export const LocatedIssue = Issue.required({ line: true }).meta({ id: "LocatedIssue" });

/** The one envelope of every failure. */
const ErrorResponse = z
  .strictObject({
    error: z.strictObject({
      code: z.string().meta({ example: "VALIDATION_ERROR" }),
      message: z.string().meta({ example: "Request body is invalid." }),
      requestId: z.string().meta({ example: "req_4k2v8s0q1m9x7c3b5n6t0w2e" }),
      issues: z.array(Issue).optional(),
    }),
  })
  .meta({ id: "Error" });

const explanations: Record<ErrorCode, string> = {
  VALIDATION_ERROR: "a field is missing or wrong; `issues` names each.",
  INVALID_API_KEY: "no key, or one that is malformed, unknown, revoked, expired or at the wrong host.",
  QUOTA_EXCEEDED: "a live certificate needs a credit.",
  FORBIDDEN: "the key lacks the scope.",
  CERTIFICATE_NOT_FOUND: "no such certificate in this organization and environment.",
  TEMPLATE_NOT_FOUND: "no such template in this organization and environment.",
  BATCH_NOT_FOUND: "no such batch in this organization and environment.",
  WEBHOOK_NOT_FOUND: "no such webhook in this organization and environment.",
  EVENT_NOT_FOUND: "no such event in this organization and environment.",
  DELIVERY_NOT_FOUND: "no such delivery of this webhook.",
  REPLAY_NOT_FOUND: "no such replay of this webhook.",
  NOT_FOUND: "no such endpoint or file.",
  CERTIFICATE_EXISTS: "the certificateId is taken.",
  CERTIFICATE_REVOKED: "it was revoked before; a revocation is permanent.",
  TEMPLATE_VERSION_CONFLICT: "the template has another version than the expected one.",
  LIMIT_REACHED: "there are as many as there may be; the message says how many.",
  BATCH_FINISHED: "it has ended, so there is nothing left to cancel.",
  NOTHING_TO_RETRY: "it has no failed row whose contents are still held.",
  WEBHOOK_INACTIVE: "it was switched off, by you or since it failed for days.",
  ROTATION_UNDER_WAY: "the secret before the current one still signs; `force` ends it.",
  IDEMPOTENCY_CONFLICT: "the Idempotency-Key was used with another body.",
  PAYLOAD_TOO_LARGE: "the body is too large; the message says how large it may be.",
  UNSUPPORTED_MEDIA_TYPE: "the body is of another type than the endpoint takes.",
  RATE_LIMITED: "wait as long as `Retry-After` says.",
  INTERNAL_ERROR: "our fault; safe to retry with the same `Idempotency-Key`.",
};

/** The answer of one status, described by the codes that it carries. */
export function failure(...codes: [ErrorCode, ...ErrorCode[]]) {
  const description = codes.map((code) => `\`${code}\`: ${explanations[code]}`).join(" ");
  return { description, content: { "application/json": { schema: ErrorResponse } } };
}

/** What every keyed endpoint may answer. */
export const keyedFailures = {
  401: failure("INVALID_API_KEY"),
  403: failure("FORBIDDEN"),
  429: failure("RATE_LIMITED"),
  500: failure("INTERNAL_ERROR"),
};

/** What every endpoint with a body may answer beside. */
export const bodyFailures = {
  400: failure("VALIDATION_ERROR"),
  413: failure("PAYLOAD_TOO_LARGE"),
  415: failure("UNSUPPORTED_MEDIA_TYPE"),
};

/** A successful JSON answer: `{"data": …}`. */
export function dataResponse<Schema extends z.ZodType>(description: string, data: Schema) {
  return { description, content: { "application/json": { schema: z.strictObject({ data }) } } };
}

export function pictureResponse(description: string) {
  return { description, content: { "image/png": { schema: z.string().meta({ format: "binary" }) } } };
}

/** To a request whose `If-None-Match` names what would be answered. */
export const notModified = { description: "You have it: `If-None-Match` named its `ETag`." };
