import { z } from "zod";
import { Caller, type Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";
import { WebhookRow } from "./webhook-row.ts";

const Answer = Caller.extend({ isReplay: z.boolean(), webhook: WebhookRow });

export type UpdateWebhookInput = {
  keyHash: string;
  requestId: string;
  idempotency: Idempotency | null;
  reference: string;
  /** What is not named stays. */
  changes: { url?: string; description?: string; events?: string[]; isActive?: boolean };
};

/**
 * Throws ApiError: VALIDATION_ERROR for another webhook's URL, INVALID_API_KEY, FORBIDDEN, WEBHOOK_NOT_FOUND, IDEMPOTENCY_CONFLICT.
 */
export function updateWebhook(database: Database, input: UpdateWebhookInput): Promise<z.infer<typeof Answer>> {
  return database("update_webhook", input, Answer);
}
