import { createRandomText } from "@attestry/certificate/random-text";
import type { VerifyBases } from "@attestry/certificate/verification-url";
import { createMiddleware } from "hono/factory";
import { chooseLanguage } from "../language/choose-language.ts";
import { writePolicy } from "../layout/write-policy.ts";
import { findPlace } from "./find-place.ts";
import type { PageEnv } from "./pages.ts";

const requestIdAlphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

// What a route does not say for itself. A cached page could show a certificate as valid after it was revoked: no page is ever stored.
const headers = {
  "Content-Security-Policy": writePolicy(),
  "Cache-Control": "no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  // Of this host alone: at an own host, the others below it are not ours.
  "Strict-Transport-Security": "max-age=31536000",
  "X-Content-Type-Options": "nosniff",
  "X-Robots-Tag": "noindex",
  "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), browsing-topics=()",
  Vary: "Accept, Accept-Language",
};

/** Names the request, sets the headers of every answer, and writes one log line: the route's pattern, never its values. */
export function recordRequest(bases: VerifyBases) {
  return createMiddleware<PageEnv>(async (c, next) => {
    const startedAt = Date.now();
    const requestId = `req_${createRandomText(requestIdAlphabet, 24)}`;
    const place = findPlace(bases, c.req.url);
    c.set("requestId", requestId);
    c.set("place", place);
    c.set("language", chooseLanguage(c.req.query("lang"), c.req.header("Accept-Language")));
    await next();
    c.header("X-Request-Id", requestId);
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.header(name, value);
    const line = {
      level: c.res.status >= 500 ? "error" : "info",
      message: "request",
      time: new Date(startedAt).toISOString(),
      requestId,
      method: c.req.method,
      route: c.req.routePath,
      status: c.res.status,
      durationMs: Date.now() - startedAt,
      environment: place?.environment,
    };
    console.log(JSON.stringify(line));
  });
}
