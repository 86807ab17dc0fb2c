import { ApiError, type Issue } from "@attestry/certificate/api-error";
import type { Hook } from "@hono/zod-openapi";
import type { ApiEnv } from "./api.ts";

const messageByTarget: Record<string, string> = {
  json: "Request body is invalid.",
  query: "Request query is invalid.",
  header: "Request headers are invalid.",
};

const mostIssues = 100;

/** Turns what a schema refused into a VALIDATION_ERROR that names each field and what is wrong with it. */
export const refuseInvalidInput: Hook<unknown, ApiEnv, string, unknown> = (result) => {
  if (result.success) return;
  const issues = result.error.issues.flatMap(toIssues).slice(0, mostIssues);
  throw new ApiError("VALIDATION_ERROR", { message: messageByTarget[result.target] ?? "Request is invalid.", issues });
};

type SchemaIssue = { path: PropertyKey[]; message: string; code: string; keys?: string[] };

function toIssues({ path, message, code, keys }: SchemaIssue): Issue[] {
  if (code === "unrecognized_keys" && keys) {
    return keys.map((key) => ({ path: toPath([...path, key]), message: "is not a known field" }));
  }
  const isMissing = code === "invalid_type" && message.endsWith("received undefined");
  return [{ path: toPath(path), message: isMissing ? "is required" : message }];
}

/** Dotted, cut to a length that an answer can carry: a key of the caller's may be as long as the body. */
function toPath(path: PropertyKey[]): string {
  return path.map(String).join(".").slice(0, 200);
}
