import type { WebhookWithSecret } from "@attestry/database/webhook-row";
import { createWebhookSecret, type SecretOwner, sealWebhookSecret, unsealWebhookSecret } from "@attestry/webhooks/webhook-secret";
import { z } from "zod";
import type { WebhookServices } from "../services.ts";

export const SigningSecret = z.string().meta({
  description: "Signs what is sent. Shown this once: keep it where you keep passwords.",
  example: "whsec_…",
});

/** A new secret, sealed: in the clear it is nowhere but in the answer. */
export async function makeSealedSecret({ sealingKeys }: WebhookServices, owner: SecretOwner): Promise<string> {
  return sealWebhookSecret(await sealingKeys(), owner, createWebhookSecret());
}

/** The secret to be shown. To a retry, the one that its first call made. */
export async function openSecret({ sealingKeys }: WebhookServices, made: WebhookWithSecret): Promise<string> {
  const owner = { organizationId: made.organization.id, environment: made.environment, webhookId: made.webhook.id };
  return unsealWebhookSecret(await sealingKeys(), owner, made.sealedSecret);
}
