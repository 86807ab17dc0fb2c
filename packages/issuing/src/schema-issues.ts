import type { Issue } from "@attestry/certificate/api-error";
import { cutText } from "@attestry/certificate/cut-text";

/** What zod tells of an issue, whatever its kind. */
type SchemaIssue = {
  path: PropertyKey[];
  message: string;
  code: string;
  keys?: string[];
  values?: unknown[];
  options?: unknown[];
  expected?: string;
  origin?: string;
  minimum?: unknown;
  maximum?: unknown;
};

/** What a schema refused, in the form of an answer: a dotted path and a sentence. */
export function toIssues(issue: SchemaIssue): Issue[] {
  const { path, message, code, keys } = issue;
  if (code === "unrecognized_keys" && keys) {
    return keys.map((key) => ({ path: toPath([...path, key]), message: "is not a known field" }));
  }
  return [{ path: toPath(path), message: explain(issue) ?? message }];
}

/** In place of zod's own sentence, which speaks of its types. Null where a schema says something of its own, or there is nothing better. */
function explain({ message, code, values, options, expected, origin, minimum, maximum }: SchemaIssue): string | null {
  if (!/^(?:Invalid|Too) /.test(message)) return null;
  if (code === "invalid_type" && message.endsWith("received undefined")) return "is required";
  if (code === "invalid_type") return expected === undefined ? null : (nameOfType.get(expected) ?? null);
  const choices = code === "invalid_value" ? values : code === "invalid_union" ? options : undefined;
  if (choices && choices.length > 0) return `must be ${choices.length > 1 ? "one of " : ""}${choices.map(String).join(", ")}`;
  const unit = nameOfUnit.get(origin ?? "") ?? null;
  if (code === "too_small" && unit !== null) return `must ${unit.verb} at least ${minimum}${unit.noun}`;
  if (code === "too_big" && unit !== null) return `must ${unit.verb} at most ${maximum}${unit.noun}`;
  return null;
}

const nameOfType = new Map([
  ["string", "must be a text"],
  ["number", "must be a number"],
  ["int", "must be a whole number"],
  ["boolean", "must be true or false"],
  ["array", "must be a list"],
  ["object", "must be an object"],
  ["record", "must be an object"],
]);

const nameOfUnit = new Map([
  ["number", { verb: "be", noun: "" }],
  ["int", { verb: "be", noun: "" }],
  ["string", { verb: "have", noun: " characters" }],
  ["array", { verb: "have", noun: " items" }],
]);

/** Dotted, cut to a length that an answer can carry: a key of the caller's may be as long as the body. */
export function toPath(path: PropertyKey[]): string {
  return cutText(path.map(String).join("."), 200);
}
