import type { Idempotency } from "@attestry/database/caller";
import type { ApiContext } from "./api.ts";
import { findIdempotency } from "./idempotency.ts";

/** Who writes, as the database is told. */
export type Writer = { keyHash: string; requestId: string; idempotency: Idempotency | null };

export function toWriter(c: ApiContext, idempotencyKey: string | undefined): Writer {
  const idempotency = findIdempotency(c, idempotencyKey);
  return { keyHash: c.get("caller").keyHash, requestId: c.get("requestId"), idempotency };
}
