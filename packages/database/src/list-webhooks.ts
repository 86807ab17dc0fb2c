import { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";
import { WebhookRow } from "./webhook-row.ts";

const Answer = Caller.extend({ webhooks: z.array(WebhookRow.extend({ position: z.string() })) });

export type ListWebhooksInput = { keyHash: string; limit: number; after: { createdAt: string; id: string } | null };

/** Newest first, one more than `limit` when there is a next page. Throws ApiError: INVALID_API_KEY, FORBIDDEN. */
export function listWebhooks(database: Database, input: ListWebhooksInput): Promise<z.infer<typeof Answer>> {
  return database("list_webhooks", input, Answer);
}
