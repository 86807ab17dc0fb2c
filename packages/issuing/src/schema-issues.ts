import type { Issue } from "@attestry/certificate/api-error";
import { cutText } from "@attestry/certificate/cut-text";

type SchemaIssue = { path: PropertyKey[]; message: string; code: string; keys?: string[] };

/** What a schema refused, in the form of an answer: a dotted path and a sentence. */
export function toIssues({ path, message, code, keys }: SchemaIssue): Issue[] {
  if (code === "unrecognized_keys" && keys) {
    return keys.map((key) => ({ path: toPath([...path, key]), message: "is not a known field" }));
  }
  const isMissing = code === "invalid_type" && message.endsWith("received undefined");
  return [{ path: toPath(path), message: isMissing ? "is required" : message }];
}

/** Dotted, cut to a length that an answer can carry: a key of the caller's may be as long as the body. */
export function toPath(path: PropertyKey[]): string {
  return cutText(path.map(String).join("."), 200);
}
