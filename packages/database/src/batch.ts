import { z } from "zod";

export const BatchStatus = z.enum(["queued", "processing", "completed", "completed_with_errors", "cancelled"]);
export type BatchStatus = z.infer<typeof BatchStatus>;

/** A batch as attestry.batch_json gives it. */
export const Batch = z.object({
  id: z.guid(),
  name: z.string(),
  status: BatchStatus,
  totalCount: z.int(),
  issuedCount: z.int(),
  failedCount: z.int(),
  cancelledCount: z.int(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  /** Under way once more. */
  isRetried: z.boolean(),
});
export type Batch = z.infer<typeof Batch>;
