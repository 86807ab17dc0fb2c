import { ApiError } from "@attestry/certificate/api-error";
import { networkOf } from "@attestry/certificate/network-of";
import { createMiddleware } from "hono/factory";
import type { Tally } from "../rate-limiter.ts";
import type { ApiContext, ApiEnv } from "./api.ts";

// Until a key's own limit is known (its first answer tells it), this much is let through.
const limitWhileUnknown = 600;

/** Counts before any work. Every answer says what is left; one too many is RATE_LIMITED with Retry-After. */
export const limitRate = createMiddleware<ApiEnv>(async (c, next) => {
  const key = c.get("presentedKey");
  const limiter = getLimiter(c, key.kind === "key" ? `key:${key.hash}` : addressOf(c));
  const tally: Tally = await limiter.count();
  const addressLimit = c.get("services").config.addressRateLimitPerMinute;
  const limit = key.kind === "key" ? (tally.limitPerMinute ?? limitWhileUnknown) : addressLimit;
  // Anyone can write down a well-formed key that nobody was given: until one is known, its address counts too.
  const isUnknownKey = key.kind === "key" && tally.limitPerMinute === null;
  const isAddressSpent = isUnknownKey && (await getLimiter(c, addressOf(c)).count()).used > addressLimit;
  if (tally.used > limit || isAddressSpent) {
    setLimitHeaders(c, tally, limit);
    c.header("Retry-After", String(tally.resetSeconds));
    throw new ApiError("RATE_LIMITED");
  }
  await next();
  const learned = c.get("rateLimitPerMinute");
  setLimitHeaders(c, tally, learned ?? limit);
  if (learned !== undefined && learned !== tally.limitPerMinute) await limiter.learn(learned);
});

function getLimiter(c: ApiContext, name: string) {
  return c.env.RATE_LIMITER.get(c.env.RATE_LIMITER.idFromName(name));
}

function addressOf(c: ApiContext): string {
  return `address:${networkOf(c.req.header("CF-Connecting-IP") ?? "unknown")}`;
}

function setLimitHeaders(c: ApiContext, tally: Tally, limit: number): void {
  c.header("RateLimit-Limit", String(limit));
  c.header("RateLimit-Remaining", String(Math.max(0, limit - tally.used)));
  c.header("RateLimit-Reset", String(tally.resetSeconds));
}
