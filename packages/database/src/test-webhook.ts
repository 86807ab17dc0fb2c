import { z } from "zod";
import { Caller, type Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";
import { EventRow } from "./event-row.ts";

const Answer = Caller.extend({ isReplay: z.boolean(), event: EventRow, deliveryId: z.guid() });

export type TestWebhookInput = { keyHash: string; requestId: string; idempotency: Idempotency | null; reference: string };

/** Throws ApiError: INVALID_API_KEY, FORBIDDEN, WEBHOOK_NOT_FOUND, WEBHOOK_INACTIVE, IDEMPOTENCY_CONFLICT. */
export function testWebhook(database: Database, input: TestWebhookInput): Promise<z.infer<typeof Answer>> {
  return database("test_webhook", input, Answer);
}
