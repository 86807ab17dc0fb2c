import { z } from "zod";
import { Caller, type Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";

const Answer = Caller.extend({ isReplay: z.boolean(), id: z.guid() });

export type DeleteWebhookInput = { keyHash: string; requestId: string; idempotency: Idempotency | null; reference: string };

/** Its deliveries go with it. Throws ApiError: INVALID_API_KEY, FORBIDDEN, WEBHOOK_NOT_FOUND, IDEMPOTENCY_CONFLICT. */
export function deleteWebhook(database: Database, input: DeleteWebhookInput): Promise<z.infer<typeof Answer>> {
  return database("delete_webhook", input, Answer);
}
