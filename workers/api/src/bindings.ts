import type { BellQueue } from "@attestry/bulk/bell";
import type { PictureService } from "@attestry/picture/drawing";
import type { DurableObjectNamespace, Fetcher, R2Bucket } from "@cloudflare/workers-types";
import type { RateLimiter } from "./rate-limiter.ts";

/** What wrangler.toml binds; `parseConfig` reads the variables beside it. */
export type Bindings = {
  ASSETS: Fetcher;
  FILES_SANDBOX: R2Bucket;
  FILES_LIVE: R2Bucket;
  PICTURES: PictureService;
  BATCH_BELL: BellQueue;
  DELIVERY_BELL: BellQueue;
  RATE_LIMITER: DurableObjectNamespace<RateLimiter>;
  [variable: string]: unknown;
};
