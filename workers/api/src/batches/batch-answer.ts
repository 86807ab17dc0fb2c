import type { Environment } from "@attestry/certificate/environment";
import { BatchStatus, type Batch as StoredBatch } from "@attestry/database/batch";
import { z } from "zod";
import { EnvironmentField, Moment } from "../requests/fields.ts";

/** A batch as its issuer reads it; its casing is the contract's. */
export const Batch = z
  .strictObject({
    id: z.guid().meta({ example: "7c4c0d2d-49d6-48a7-b107-bc6f62bc8170" }),
    name: z.string().meta({ example: "May 2026 Safety Training" }),
    environment: EnvironmentField,
    status: BatchStatus.meta({ example: "processing" }),
    total_count: z.int().meta({ description: "All rows, those that were refused included.", example: 1000 }),
    issued_count: z.int().meta({ example: 240 }),
    failed_count: z.int().meta({ example: 0 }),
    cancelled_count: z.int().meta({ example: 0 }),
    percentage: z.int().min(0).max(100).meta({ description: "Of all rows, how many have ended.", example: 24 }),
    estimated_finish_at: Moment.nullable().meta({
      description: "Null before the first rows are issued, after a retry, and after the end.",
    }),
    created_at: Moment,
    started_at: Moment.nullable(),
    finished_at: Moment.nullable(),
  })
  .meta({ id: "Batch" });

export function toBatch(row: StoredBatch, environment: Environment, now: Date): z.infer<typeof Batch> {
  const endedCount = row.issuedCount + row.failedCount + row.cancelledCount;
  return {
    id: row.id,
    name: row.name,
    environment,
    status: row.status,
    total_count: row.totalCount,
    issued_count: row.issuedCount,
    failed_count: row.failedCount,
    cancelled_count: row.cancelledCount,
    percentage: row.totalCount === 0 ? 100 : Math.floor((endedCount * 100) / row.totalCount),
    estimated_finish_at: estimateFinish(row, endedCount, now),
    created_at: row.createdAt,
    started_at: row.startedAt,
    finished_at: row.finishedAt,
  };
}

/** As if the rest took as long for each row as what was issued so far: rows that were refused took none. A retried batch began long ago. */
function estimateFinish(
  { startedAt, finishedAt, isRetried, totalCount, issuedCount }: StoredBatch,
  endedCount: number,
  now: Date,
) {
  if (startedAt === null || finishedAt !== null || isRetried || issuedCount === 0) return null;
  const elapsed = now.getTime() - Date.parse(startedAt);
  return new Date(now.getTime() + (elapsed * (totalCount - endedCount)) / issuedCount).toISOString();
}
