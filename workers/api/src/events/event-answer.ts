import type { EventRow } from "@attestry/database/event-row";
import { toExampleEvent } from "@attestry/webhooks/event-schema";
import { eventTypeNames } from "@attestry/webhooks/event-types";
import { z } from "zod";
import { EnvironmentField, Moment } from "../requests/fields.ts";

const example = toExampleEvent("certificate.issued");

export const EventTypeField = z.enum(eventTypeNames).meta({ example: "certificate.issued" });

/** An event as it is sent. What `data` holds, its type says: `GET /v1/event-types`. */
export const Event = z
  .strictObject({
    id: z.guid().meta({ example: example.id }),
    type: z.string().meta({ example: example.type }),
    environment: EnvironmentField,
    createdAt: Moment.meta({ example: example.createdAt }),
    sequence: z
      .int()
      .nullable()
      .meta({ description: "Orders the events of one certificate, or of one batch. Null where nothing changed.", example: 1 }),
    data: z.record(z.string(), z.unknown()).meta({ description: "As its type says.", example: example.data }),
  })
  .meta({ id: "Event" });

export function toEvent({ id, type, environment, createdAt, sequence, data }: EventRow): z.infer<typeof Event> {
  return { id, type, environment, createdAt, sequence, data };
}
