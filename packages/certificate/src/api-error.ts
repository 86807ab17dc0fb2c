// The one table of error codes, statuses and sentences. It must never carry a detail that its reader may not see.
const statusByCode = {
  VALIDATION_ERROR: 400,
  INVALID_API_KEY: 401,
  QUOTA_EXCEEDED: 402,
  FORBIDDEN: 403,
  CERTIFICATE_NOT_FOUND: 404,
  TEMPLATE_NOT_FOUND: 404,
  BATCH_NOT_FOUND: 404,
  WEBHOOK_NOT_FOUND: 404,
  EVENT_NOT_FOUND: 404,
  DELIVERY_NOT_FOUND: 404,
  REPLAY_NOT_FOUND: 404,
  NOT_FOUND: 404,
  CERTIFICATE_EXISTS: 409,
  CERTIFICATE_REVOKED: 409,
  TEMPLATE_VERSION_CONFLICT: 409,
  LIMIT_REACHED: 409,
  BATCH_FINISHED: 409,
  NOTHING_TO_RETRY: 409,
  WEBHOOK_INACTIVE: 409,
  ROTATION_UNDER_WAY: 409,
  IDEMPOTENCY_CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  INTERNAL_ERROR: 500,
} as const;

export type ErrorCode = keyof typeof statusByCode;

const sentenceByCode: Record<ErrorCode, string> = {
  VALIDATION_ERROR: "Request body is invalid.",
  INVALID_API_KEY: "Missing Bearer API key.",
  QUOTA_EXCEEDED: "Production certificates require at least one credit. Top up credits from Billing.",
  FORBIDDEN: "This API key may not do that.",
  CERTIFICATE_NOT_FOUND: "Certificate was not found.",
  TEMPLATE_NOT_FOUND: "Template was not found.",
  BATCH_NOT_FOUND: "Batch was not found.",
  WEBHOOK_NOT_FOUND: "Webhook was not found.",
  EVENT_NOT_FOUND: "Event was not found.",
  DELIVERY_NOT_FOUND: "Delivery was not found.",
  REPLAY_NOT_FOUND: "Replay was not found.",
  NOT_FOUND: "There is no such endpoint.",
  CERTIFICATE_EXISTS: "A certificate with this certificateId exists already, or a batch is about to issue it.",
  CERTIFICATE_REVOKED: "Certificate is already revoked.",
  TEMPLATE_VERSION_CONFLICT: "The template has another version by now.",
  LIMIT_REACHED: "There are as many of these as there may be.",
  BATCH_FINISHED: "This batch has ended.",
  NOTHING_TO_RETRY: "This batch has no failed row that could be tried again.",
  WEBHOOK_INACTIVE: "This webhook is not active. Activate it first.",
  ROTATION_UNDER_WAY:
    "The secret was rotated before, and the one before it still signs. Wait until it ends, or force the rotation.",
  IDEMPOTENCY_CONFLICT: "This Idempotency-Key was used with another request body.",
  PAYLOAD_TOO_LARGE: "The request body is too large.",
  UNSUPPORTED_MEDIA_TYPE: "Send the body as application/json in UTF-8.",
  RATE_LIMITED: "Rate limit exceeded.",
  INTERNAL_ERROR: "Something went wrong on our side. Try again; if it persists, tell us the request id.",
};

/** In a CSV file also the line, counted from 1, and the header of the column. */
export type Issue = { path: string; message: string; line?: number; column?: string };

type Options = {
  /** In place of the code's own sentence. */
  message?: string;
  /** For bad input: field by field. */
  issues?: Issue[];
  /** What is logged, and never answered. */
  cause?: unknown;
  /** The caller's limit, where the refusal came from someone who knows it. */
  rateLimitPerMinute?: number | undefined;
};

/** A failed expectation that the caller is told of: a code of the table and a sentence. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly issues: Issue[] | undefined;
  readonly rateLimitPerMinute: number | undefined;

  constructor(code: ErrorCode, { message, issues, cause, rateLimitPerMinute }: Options = {}) {
    super(message ?? sentenceByCode[code], { cause });
    this.name = "ApiError";
    this.code = code;
    this.issues = issues;
    this.rateLimitPerMinute = rateLimitPerMinute;
  }

  get status() {
    return statusByCode[this.code];
  }
}

/** Whether a text (such as the message of an SQL error) is a code of the table. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(statusByCode, text);
}
