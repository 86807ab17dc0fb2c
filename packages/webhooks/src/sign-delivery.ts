// Signs what is sent, as Standard Webhooks has it (standardwebhooks.com). It must never sign two attempts with one timestamp.
import { Webhook } from "svix";

/** `id` is the event's, the same in every attempt; `payload` is sent as it is signed, to the byte. */
export type Signable = { id: string; sentAt: Date; payload: string };

/** The headers `webhook-id`, `webhook-timestamp` (Unix seconds) and `webhook-signature`: a signature for each secret, `whsec_…`. */
export function signDelivery(secrets: string[], { id, sentAt, payload }: Signable): Record<string, string> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, sentAt, payload));
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(sentAt.getTime() / 1000)),
    "webhook-signature": signatures.join(" "),
  };
}
