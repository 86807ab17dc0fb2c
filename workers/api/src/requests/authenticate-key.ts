import { ApiError } from "@attestry/certificate/api-error";
import { parseApiKey } from "@attestry/certificate/api-key";
import type { Environment } from "@attestry/certificate/environment";
import { createMiddleware } from "hono/factory";
import type { Config } from "../env.ts";
import type { ApiEnv, PresentedKey } from "./api.ts";

/** Reads the key by its text alone; nothing is refused yet, since what is refused is counted too. */
export const readKey = createMiddleware<ApiEnv>(async (c, next) => {
  c.set("presentedKey", parsePresentedKey(c.req.header("Authorization")));
  await next();
});

/** Refuses what is no key of this host, before any database call. Throws INVALID_API_KEY. */
export const requireKey = createMiddleware<ApiEnv>(async (c, next) => {
  const key = c.get("presentedKey");
  if (key.kind === "missing") throw new ApiError("INVALID_API_KEY");
  if (key.kind === "malformed") {
    const message = "This API key is malformed: it is not one of ours or was not copied whole.";
    throw new ApiError("INVALID_API_KEY", { message });
  }
  requireHost(c.get("services").config, key.environment, new URL(c.req.url).host);
  c.set("caller", { keyHash: key.hash, environment: key.environment });
  await next();
});

function parsePresentedKey(authorization: string | undefined): PresentedKey {
  const [, secret] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  if (secret === undefined) return { kind: "missing" };
  const key = parseApiKey(secret);
  return key ? { kind: "key", ...key } : { kind: "malformed" };
}

/** A key works at its own environment's host. An install that serves both at one host routes by the key. */
function requireHost({ apiUrls }: Config, environment: Environment, host: string): void {
  const own = new URL(apiUrls[environment]).host;
  const other = new URL(apiUrls[environment === "live" ? "sandbox" : "live"]).host;
  if (own === other || host !== other) return;
  throw new ApiError("INVALID_API_KEY", { message: `This is a ${environment} API key: use it at ${apiUrls[environment]}.` });
}
