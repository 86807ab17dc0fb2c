// The one table of error codes and statuses. It must never carry a detail that its reader may not see.
const statusByCode = {
  VALIDATION_ERROR: 400,
  INVALID_API_KEY: 401,
  QUOTA_EXCEEDED: 402,
  FORBIDDEN: 403,
  CERTIFICATE_NOT_FOUND: 404,
  TEMPLATE_NOT_FOUND: 404,
  NOT_FOUND: 404,
  CERTIFICATE_EXISTS: 409,
  CERTIFICATE_REVOKED: 409,
  IDEMPOTENCY_CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  INTERNAL_ERROR: 500,
} as const;

export type ErrorCode = keyof typeof statusByCode;
export type Issue = { path: string; message: string };

/** A failed expectation that the caller is told of: a code of the table, a sentence, and for bad input the issues field by field. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly issues: Issue[] | undefined;

  constructor(code: ErrorCode, message: string, issues?: Issue[]) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.issues = issues;
  }

  get status() {
    return statusByCode[this.code];
  }
}

/** Whether a text (such as the message of an SQL error) is a code of the table. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(statusByCode, text);
}
