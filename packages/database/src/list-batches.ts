import { z } from "zod";
import { Batch, type BatchStatus } from "./batch.ts";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";

/** `position` is its creation in microseconds. */
const Answer = Caller.extend({ batches: z.array(Batch.extend({ position: z.string() })) });

export type ListBatchesInput = {
  keyHash: string;
  limit: number;
  after: { createdAt: string; id: string } | null;
  status: BatchStatus | null;
};

/** Newest first, one row more than `limit` when there is a next page. Throws ApiError: INVALID_API_KEY, FORBIDDEN. */
export function listBatches(database: Database, input: ListBatchesInput): Promise<z.infer<typeof Answer>> {
  return database("list_batches", input, Answer);
}
