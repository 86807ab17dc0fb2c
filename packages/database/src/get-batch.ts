import type { z } from "zod";
import { Batch } from "./batch.ts";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";

const Answer = Caller.extend({ batch: Batch });

/** Throws ApiError: INVALID_API_KEY, FORBIDDEN, BATCH_NOT_FOUND. */
export function getBatch(database: Database, input: { keyHash: string; reference: string }): Promise<z.infer<typeof Answer>> {
  return database("get_batch", input, Answer);
}
