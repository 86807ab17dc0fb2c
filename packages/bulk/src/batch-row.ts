import { ApiError, type Issue } from "@attestry/certificate/api-error";

export const mostRows = 10_000;
export const mostRowBytes = 256 * 1024;

/**
 * A row as it was sent: `input` is what an issue request's body would be, of any shape. `line` is where it stands, the first being 1,
 * and `locate` says of an issue where the sender finds it.
 */
export type BatchRow = { line: number; input: unknown; issues: Issue[]; locate: (issue: Issue) => LocatedIssue };

export type LocatedIssue = Issue & { line: number };

/** The refusal of more rows than a batch may have. */
export function refuseRows(): ApiError {
  const message = `must be at most ${mostRows} certificates: send the others in another request`;
  return new ApiError("VALIDATION_ERROR", { issues: [{ path: "certificates", message }] });
}
