import type { Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";
import { WebhookWithSecret } from "./webhook-row.ts";

export type RotateWebhookSecretInput = {
  keyHash: string;
  requestId: string;
  idempotency: Idempotency | null;
  reference: string;
  sealedSecret: string;
  /** How long the secret before it signs too; none for 0. */
  overlapSeconds: number;
  isForced: boolean;
};

/** Throws ApiError: INVALID_API_KEY, FORBIDDEN, WEBHOOK_NOT_FOUND, ROTATION_UNDER_WAY, IDEMPOTENCY_CONFLICT. */
export function rotateWebhookSecret(database: Database, input: RotateWebhookSecretInput): Promise<WebhookWithSecret> {
  return database("rotate_webhook_secret", input, WebhookWithSecret);
}
