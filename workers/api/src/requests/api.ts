import type { Environment } from "@attestry/certificate/environment";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Bindings } from "../bindings.ts";
import type { Services } from "../services.ts";

/** Who calls, as far as the key's own text tells. Whether the key exists is decided by each database function. */
export type Caller = { keyHash: string; environment: Environment };

export type PresentedKey = { kind: "missing" } | { kind: "malformed" } | { kind: "key"; environment: Environment; hash: string };

export type ApiEnv = {
  Bindings: Bindings;
  Variables: {
    services: Services;
    requestId: string;
    presentedKey: PresentedKey;
    caller: Caller;
    bodyHash: string;
    /** The body of a request that uploads a file. */
    bodyBytes: Uint8Array<ArrayBuffer> | undefined;
    /** What the database's answer said of the caller's limit; the limiter learns it. */
    rateLimitPerMinute: number | undefined;
    errorCode: string | undefined;
    organizationId: string | undefined;
  };
};

export type Api = OpenAPIHono<ApiEnv>;
export type ApiContext = Context<ApiEnv>;
