import { z } from "zod";
import { Batch } from "./batch.ts";
import { Caller, type Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";

/** `taken` are the rows whose ids are; `batch` is null when they, or a lack of others, kept it from being made. */
export const SubmitAnswer = Caller.extend({
  isReplay: z.boolean(),
  taken: z.array(z.object({ line: z.int(), certificateId: z.string() })),
  batch: Batch.nullable().optional(),
});
export type SubmitAnswer = z.infer<typeof SubmitAnswer>;

export type RefusedRow = { line: number; certificateId: string | null; code: string; message: string };

export type SubmitInput = {
  keyHash: string;
  requestId: string;
  idempotency: Idempotency | null;
  batchId: string;
  name: string;
  onError: "refuse" | "skip";
  refused: RefusedRow[];
};

/**
 * Makes a batch of what was staged: its ids are spoken for and its credits reserved in one transaction.
 * Throws ApiError: INVALID_API_KEY, FORBIDDEN, QUOTA_EXCEEDED, IDEMPOTENCY_CONFLICT.
 */
export function submitStagedBatch(database: Database, input: SubmitInput): Promise<SubmitAnswer> {
  return database("submit_batch", input, SubmitAnswer);
}
