import { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";

const WebhookStatistics = z.object({
  since: z.iso.datetime(),
  deliveredCount: z.int(),
  pendingCount: z.int(),
  exhaustedCount: z.int(),
  attemptCount: z.int(),
  failedAttemptCount: z.int(),
  /** How many attempts failed with each error. */
  errors: z.record(z.string(), z.int()),
  medianMilliseconds: z.int().nullable(),
  p95Milliseconds: z.int().nullable(),
  lastDeliveredAt: z.iso.datetime().nullable(),
});
export type WebhookStatistics = z.infer<typeof WebhookStatistics>;

const Answer = Caller.extend({ statistics: WebhookStatistics });

export type WebhookStatisticsInput = { keyHash: string; reference: string; days: number };

/** Throws ApiError: INVALID_API_KEY, FORBIDDEN, WEBHOOK_NOT_FOUND. */
export function getWebhookStatistics(database: Database, input: WebhookStatisticsInput): Promise<z.infer<typeof Answer>> {
  return database("get_webhook_statistics", input, Answer);
}
