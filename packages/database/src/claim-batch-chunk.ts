import { z } from "zod";
import type { Database } from "./database.ts";
import { type Held, PrintingContext } from "./printing-context.ts";

const ClaimedChunk = PrintingContext.extend({
  template: PrintingContext.shape.template.unwrap(),
  chunk: z.object({
    batchId: z.guid(),
    number: z.int(),
    leaseToken: z.guid(),
    /** Base64, wrapped as MIME has it. */
    sealedInputs: z.string(),
    rows: z.array(
      z.object({
        line: z.int(),
        position: z.int(),
        certificateId: z.string(),
        certificateUuid: z.guid(),
        attemptCount: z.int(),
      }),
    ),
  }),
});
export type ClaimedChunk = z.infer<typeof ClaimedChunk>;

const Answer = z.union([ClaimedChunk, z.object({ chunk: z.null(), hasMore: z.boolean() })]);

/** Leases the next chunk of whoever has waited longest; `chunk` is null when no work is left, or with `hasMore` when what was found has just ended. */
export function claimBatchChunk(database: Database, input: Held & { leaseSeconds: number }): Promise<z.infer<typeof Answer>> {
  return database("claim_batch_chunk", input, Answer);
}
