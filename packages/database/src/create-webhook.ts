import type { Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";
import { WebhookWithSecret } from "./webhook-row.ts";

export type CreateWebhookInput = {
  keyHash: string;
  requestId: string;
  idempotency: Idempotency | null;
  /** Of the new endpoint: its secret is sealed for it. */
  id: string;
  url: string;
  description: string;
  events: string[];
  sealedSecret: string;
};

/**
 * A retry gets the first one's sealed secret. Throws ApiError: VALIDATION_ERROR for another webhook's URL, INVALID_API_KEY, FORBIDDEN,
 * LIMIT_REACHED, IDEMPOTENCY_CONFLICT.
 */
export function createWebhook(database: Database, input: CreateWebhookInput): Promise<WebhookWithSecret> {
  return database("create_webhook", input, WebhookWithSecret);
}
