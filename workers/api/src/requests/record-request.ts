import { createRandomText } from "@attestry/certificate/random-text";
import { createMiddleware } from "hono/factory";
import { getServices } from "../services.ts";
import type { ApiEnv } from "./api.ts";

const requestIdAlphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Names the request, sets the headers of every answer, and writes one log line: the route's pattern, never its values. */
export const recordRequest = createMiddleware<ApiEnv>(async (c, next) => {
  const startedAt = Date.now();
  const requestId = `req_${createRandomText(requestIdAlphabet, 24)}`;
  c.set("requestId", requestId);
  c.set("services", getServices(c.env));
  await next();
  c.header("X-Request-Id", requestId);
  c.header("X-Content-Type-Options", "nosniff");
  c.header("Referrer-Policy", "no-referrer");
  c.header("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-store");
  if (!c.res.headers.has("Content-Security-Policy")) {
    c.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }
  const line = {
    level: c.res.status >= 500 ? "error" : "info",
    message: "request",
    time: new Date(startedAt).toISOString(),
    requestId,
    method: c.req.method,
    route: c.req.routePath,
    status: c.res.status,
    durationMs: Date.now() - startedAt,
    environment: c.get("caller")?.environment,
    organizationId: c.get("organizationId"),
    errorCode: c.get("errorCode"),
  };
  console.log(JSON.stringify(line));
});
