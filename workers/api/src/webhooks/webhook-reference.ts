import { z } from "zod";
import { requireUuid } from "../requests/require-uuid.ts";

export const WebhookReference = z.object({ webhookId: z.string().meta({ example: "ff99b705-1db0-4b5d-894e-91347ce53648" }) });

/** Throws WEBHOOK_NOT_FOUND. */
export function requireWebhookId({ webhookId }: z.infer<typeof WebhookReference>): string {
  return requireUuid(webhookId, "WEBHOOK_NOT_FOUND");
}
