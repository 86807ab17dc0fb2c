// The secret that signs what is sent to an endpoint. It must never be kept in the clear.

import { base64 } from "@attestry/certificate/encoding";
import type { Environment } from "@attestry/certificate/environment";
import { type SealingKeys, seal, unseal } from "@attestry/certificate/seal";

const secretBytes = 32;

/** Whose secret it is: sealed, it opens for that endpoint alone. */
export type SecretOwner = { organizationId: string; environment: Environment; webhookId: string };

/** `whsec_` and 32 random bytes in base64, as Standard Webhooks has it. */
export function createWebhookSecret(): string {
  return `whsec_${base64.encode(crypto.getRandomValues(new Uint8Array(secretBytes)))}`;
}

export function sealWebhookSecret(keys: SealingKeys, owner: SecretOwner, secret: string): Promise<string> {
  return seal(keys, toContext(owner), secret);
}

/** Throws when it was sealed for another endpoint, or with a key that is not there. */
export function unsealWebhookSecret(keys: SealingKeys, owner: SecretOwner, sealed: string): Promise<string> {
  return unseal(keys, toContext(owner), sealed);
}

function toContext({ organizationId, environment, webhookId }: SecretOwner) {
  return { organizationId, environment, kind: "webhook.secret", id: webhookId };
}
