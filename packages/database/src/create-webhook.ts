import { z } from "zod";
import { Caller, type Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";
import { WebhookRow } from "./webhook-row.ts";

const Answer = Caller.extend({ isReplay: z.boolean(), webhook: WebhookRow, sealedSecret: z.string() });
export type CreatedWebhook = z.infer<typeof Answer>;

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

/** A retry gets the first one's sealed secret. Throws ApiError: INVALID_API_KEY, FORBIDDEN, LIMIT_REACHED, IDEMPOTENCY_CONFLICT. */
export function createWebhook(database: Database, input: CreateWebhookInput): Promise<CreatedWebhook> {
  return database("create_webhook", input, Answer);
}
