import { ApiError } from "@attestry/certificate/api-error";
import { createMiddleware } from "hono/factory";
import type { RateLimiter, Tally } from "../rate-limiter.ts";
import type { ApiContext, ApiEnv } from "./api.ts";

// Until a key's own limit is known (its first answer tells it), this much is let through.
const limitWhileUnknown = 600;

/** Counts before any work. Every answer says what is left; one too many is RATE_LIMITED with Retry-After. */
export const limitRate = createMiddleware<ApiEnv>(async (c, next) => {
  const { name, ownLimit } = findSubject(c);
  const limiter = c.env.RATE_LIMITER.get(c.env.RATE_LIMITER.idFromName(name));
  const tally: Tally = await limiter.count();
  const limit = ownLimit ?? tally.limitPerMinute ?? limitWhileUnknown;
  const isExceeded = tally.used > limit;
  if (isExceeded) {
    setLimitHeaders(c, tally, limit);
    c.header("Retry-After", String(tally.resetSeconds));
    throw new ApiError("RATE_LIMITED", "Rate limit exceeded.");
  }
  await next();
  const learned = c.get("rateLimitPerMinute");
  setLimitHeaders(c, tally, learned ?? limit);
  if (learned !== undefined && learned !== tally.limitPerMinute) c.executionCtx.waitUntil(teach(limiter, learned));
});

/** A well-formed key counts for itself; everything else counts for the address it comes from. */
function findSubject(c: ApiContext): { name: string; ownLimit: number | undefined } {
  const key = c.get("presentedKey");
  if (key.kind === "key") return { name: `key:${key.hash}`, ownLimit: undefined };
  const address = networkOf(c.req.header("CF-Connecting-IP") ?? "unknown");
  return { name: `address:${address}`, ownLimit: c.get("services").config.addressRateLimitPerMinute };
}

/** An IPv6 customer holds a /64 at least, so that is what counts as one address. */
function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail = ""] = address.split("::");
  const groups = head.split(":").filter(Boolean);
  const missing = address.includes("::") ? 8 - groups.length - tail.split(":").filter(Boolean).length : 0;
  const all = [...groups, ...Array<string>(Math.max(0, missing)).fill("0"), ...tail.split(":").filter(Boolean)];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

function setLimitHeaders(c: ApiContext, tally: Tally, limit: number): void {
  c.header("RateLimit-Limit", String(limit));
  c.header("RateLimit-Remaining", String(Math.max(0, limit - tally.used)));
  c.header("RateLimit-Reset", String(tally.resetSeconds));
}

async function teach(limiter: { learn: RateLimiter["learn"] }, limitPerMinute: number): Promise<void> {
  await limiter.learn(limitPerMinute);
}
