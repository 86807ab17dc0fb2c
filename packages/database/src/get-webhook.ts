import type { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";
import { WebhookRow } from "./webhook-row.ts";

const Answer = Caller.extend({ webhook: WebhookRow });

/** Throws ApiError: INVALID_API_KEY, FORBIDDEN, WEBHOOK_NOT_FOUND. */
export function getWebhook(database: Database, input: { keyHash: string; reference: string }): Promise<z.infer<typeof Answer>> {
  return database("get_webhook", input, Answer);
}
