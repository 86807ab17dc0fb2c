import { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";
import { WebhookRow } from "./webhook-row.ts";

const Answer = Caller.extend({ webhooks: z.array(WebhookRow) });

/** All of the environment, newest first: there are twenty at most. Throws ApiError: INVALID_API_KEY, FORBIDDEN. */
export function listWebhooks(database: Database, input: { keyHash: string }): Promise<z.infer<typeof Answer>> {
  return database("list_webhooks", input, Answer);
}
