import { type DeliveryRow, DeliveryStatus, EndedBecause } from "@attestry/database/delivery-row";
import { z } from "zod";
import { Moment } from "../requests/fields.ts";

const Attempt = z
  .strictObject({
    number: z.int().min(1).meta({ example: 1 }),
    started_at: Moment,
    duration_milliseconds: z.int().meta({ example: 184 }),
    status_code: z.int().nullable().meta({ description: "Null when nothing was answered.", example: 503 }),
    error: z.string().nullable().meta({ description: "Why it failed; null when it did not.", example: null }),
    response: z.string().nullable().meta({ description: "The first 1,024 characters of what was answered.", example: "" }),
  })
  .meta({ id: "WebhookAttempt" });

/** An event on its way to a webhook; its casing is that of the webhook. */
export const Delivery = z
  .strictObject({
    id: z.guid().meta({ example: "3e0a7b52-6c1f-4d85-a9b4-70c2e81f5d36" }),
    event_id: z.guid().meta({ description: "Sent as `webhook-id`.", example: "0d9f6c1e-5a1b-4c57-9b1e-2f6a7d3c8e90" }),
    event_type: z.string().meta({ example: "certificate.issued" }),
    status: DeliveryStatus.meta({
      description: "`exhausted`: it was given up, and can be replayed.",
      example: "delivered",
    }),
    created_at: Moment,
    ended_at: Moment.nullable(),
    ended_because: EndedBecause.nullable().meta({
      description:
        "`webhook_inactive`: it waited when the webhook was switched off. Null where the last attempt says why it ended.",
      example: null,
    }),
    next_attempt_at: Moment.nullable().meta({
      description: "While it is pending; not before the webhook's `paused_until`.",
      example: null,
    }),
    attempts: z.array(Attempt).meta({ description: "The newest 32, the first of them first." }),
  })
  .meta({ id: "WebhookDelivery" });

export function toDelivery(row: DeliveryRow): z.infer<typeof Delivery> {
  return {
    id: row.id,
    event_id: row.eventId,
    event_type: row.eventType,
    status: row.status,
    created_at: row.createdAt,
    ended_at: row.endedAt,
    ended_because: row.endedBecause,
    next_attempt_at: row.nextAttemptAt,
    attempts: row.attempts.map(toAttempt),
  };
}

function toAttempt(row: DeliveryRow["attempts"][number]): z.infer<typeof Attempt> {
  return {
    number: row.number,
    started_at: row.startedAt,
    duration_milliseconds: row.durationMilliseconds,
    status_code: row.statusCode,
    error: row.error,
    response: row.response,
  };
}
