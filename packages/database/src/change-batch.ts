import { z } from "zod";
import { Batch } from "./batch.ts";
import { Caller, type Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";

const Answer = Caller.extend({ isReplay: z.boolean(), batch: Batch });
export type ChangedBatch = z.infer<typeof Answer>;

export type ChangeBatchInput = { keyHash: string; requestId: string; idempotency: Idempotency | null; reference: string };

/** Throws ApiError: INVALID_API_KEY, FORBIDDEN, BATCH_NOT_FOUND, BATCH_FINISHED, IDEMPOTENCY_CONFLICT. */
export function cancelBatch(database: Database, input: ChangeBatchInput): Promise<ChangedBatch> {
  return database("cancel_batch", input, Answer);
}

/** Throws ApiError: INVALID_API_KEY, FORBIDDEN, BATCH_NOT_FOUND, NOTHING_TO_RETRY, QUOTA_EXCEEDED, IDEMPOTENCY_CONFLICT. */
export function retryBatch(database: Database, input: ChangeBatchInput): Promise<ChangedBatch> {
  return database("retry_batch", input, Answer);
}
