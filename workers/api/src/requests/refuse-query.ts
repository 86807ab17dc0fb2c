import { ApiError } from "@attestry/certificate/api-error";
import { toPath } from "@attestry/issuing/schema-issues";
import { createMiddleware } from "hono/factory";
import type { ApiEnv } from "./api.ts";

const csvPath = "/v1/certificates/bulk";

/**
 * Nothing that writes reads a query but a CSV file's submission, whose body has no place for options. Who asked for a dry run there would do
 * in earnest what was to be tried.
 */
export const refuseQueryOfWrites = createMiddleware<ApiEnv>(async (c, next) => {
  if (c.req.method !== "GET" && c.req.method !== "HEAD" && c.req.path !== csvPath) requireNoQuery(c.req.url);
  return next();
});

/** Throws VALIDATION_ERROR with each parameter's name. */
export function requireNoQuery(url: string): void {
  const query = [...new URL(url).searchParams];
  if (query.length === 0) return;
  const names = [...new Set(query.map(([name]) => toPath([name])))].slice(0, 100);
  const issues = names.map((path) => ({ path, message: "is not read: what a JSON request says belongs in its body" }));
  throw new ApiError("VALIDATION_ERROR", { message: "Request query is invalid.", issues });
}
