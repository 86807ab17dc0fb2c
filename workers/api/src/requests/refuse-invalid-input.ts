import { ApiError } from "@attestry/certificate/api-error";
import { toIssues } from "@attestry/issuing/schema-issues";
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
