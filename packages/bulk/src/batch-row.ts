import type { Issue } from "@attestry/certificate/api-error";

/**
 * A row as it was sent: `input` is what an issue request's body would be, of any shape. `line` is where it stands, the first being 1,
 * and `locate` says of an issue where the sender finds it.
 */
export type BatchRow = { line: number; input: unknown; issues: Issue[]; locate: (issue: Issue) => LocatedIssue };

export type LocatedIssue = Issue & { line: number };
