import { z } from "zod";
import { Caller, type Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";

const Answer = Caller.extend({
  /** Whether an earlier call with this idempotency key and body was carried out. */
  isReplay: z.boolean(),
});

export type GetWebhookContextInput = {
  keyHash: string;
  /** What the caller must be allowed to do with webhooks. */
  access: "read" | "write";
  idempotency: Idempotency | null;
};

/** Who calls: asked before a secret is sealed or a name looked up. Throws ApiError: INVALID_API_KEY, FORBIDDEN, IDEMPOTENCY_CONFLICT. */
export function getWebhookContext(database: Database, input: GetWebhookContextInput): Promise<z.infer<typeof Answer>> {
  return database("get_webhook_context", input, Answer);
}
