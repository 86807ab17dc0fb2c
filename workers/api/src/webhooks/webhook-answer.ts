import { DisabledReason, type WebhookRow } from "@attestry/database/webhook-row";
import { z } from "zod";
import { EnvironmentField, Moment } from "../requests/fields.ts";

const createdWebhook = {
  id: z.guid().meta({ example: "ff99b705-1db0-4b5d-894e-91347ce53648" }),
  url: z.string().meta({ example: "https://client.example.com/certifyx/webhook" }),
  events: z.array(z.string()).meta({ example: ["certificate.issued", "certificate.revoked"] }),
  active: z.boolean().meta({ description: "Whether events are sent to it.", example: true }),
  created_at: Moment.meta({ example: "2026-05-10T08:15:27.578Z" }),
};

export const CreatedWebhook = z.strictObject(createdWebhook);

/** A webhook as its owner reads it; its casing is the contract's. The secret is never part of it. */
export const Webhook = z
  .strictObject({
    ...createdWebhook,
    description: z.string().meta({ example: "Production certificate events" }),
    disabled_reason: DisabledReason.nullable().meta({
      description: "Why it was switched off by us: it answered 410 (`gone`), or did nothing but fail for five days (`failing`).",
      example: null,
    }),
    disabled_at: Moment.nullable().meta({ example: null }),
    failing_since: Moment.nullable().meta({
      description:
        "The first failure since the last success. It is begun anew by a failure before which nothing failed for fourteen days.",
      example: null,
    }),
    paused_until: Moment.nullable().meta({
      description: "Nothing is sent to it until then: it did not answer in time, or asked for that with `Retry-After`.",
      example: null,
    }),
    previous_secret_until: Moment.nullable().meta({
      description: "Until then the secret before the current one signs too.",
      example: null,
    }),
    updated_at: Moment.meta({ example: "2026-05-10T08:15:27.578Z" }),
  })
  .meta({ id: "Webhook" });

/** Of an answer that says no more than how a webhook is. */
export const oneWebhook = { environment: EnvironmentField, webhook: Webhook };

export function toCreatedWebhook({ id, url, events, isActive, createdAt }: WebhookRow): z.infer<typeof CreatedWebhook> {
  return { id, url, events, active: isActive, created_at: createdAt };
}

export function toWebhook(row: WebhookRow): z.infer<typeof Webhook> {
  return {
    ...toCreatedWebhook(row),
    description: row.description,
    disabled_reason: row.disabledReason,
    disabled_at: row.disabledAt,
    failing_since: row.failingSince,
    paused_until: row.pausedUntil,
    previous_secret_until: row.previousSecretUntil,
    updated_at: row.updatedAt,
  };
}
