import { z } from "zod";

export const DeliveryStatus = z.enum(["pending", "delivered", "exhausted"]);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** Why it was given up, where no attempt says it. */
export const EndedBecause = z.enum(["webhook_inactive"]);

const AttemptRow = z.object({
  number: z.int(),
  startedAt: z.iso.datetime(),
  durationMilliseconds: z.int(),
  statusCode: z.int().nullable(),
  error: z.string().nullable(),
  /** The first of what was answered, 1,024 characters at most. */
  response: z.string().nullable(),
});

/** A delivery as attestry.delivery_json gives it. */
export const DeliveryRow = z.object({
  id: z.guid(),
  eventId: z.guid(),
  eventType: z.string(),
  status: DeliveryStatus,
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  endedBecause: EndedBecause.nullable(),
  nextAttemptAt: z.iso.datetime().nullable(),
  attempts: z.array(AttemptRow),
});
export type DeliveryRow = z.infer<typeof DeliveryRow>;
