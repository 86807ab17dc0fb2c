// An event as it is sent: what all have, around the data of its type.
import { Environment } from "@attestry/certificate/environment";
import { z } from "zod";
import { type EventType, type EventTypeName, eventTypes } from "./event-types.ts";

/** Of the whole event. `sequence` counts the events of one certificate, or of one batch, from 1. */
export function toEventSchema(type: EventTypeName) {
  const { isNumbered, data }: EventType = eventTypes[type];
  return z.strictObject({
    id: z.guid(),
    type: z.literal(type),
    environment: Environment,
    createdAt: z.iso.datetime(),
    sequence: isNumbered ? z.int().min(1) : z.null(),
    data,
  });
}

/** A whole event, which its schema accepts. */
export function toExampleEvent(type: EventTypeName) {
  const { isNumbered, example }: EventType = eventTypes[type];
  return {
    id: "0d9f6c1e-5a1b-4c57-9b1e-2f6a7d3c8e90",
    type,
    environment: "sandbox" as const,
    createdAt: "2026-05-10T08:00:00.123Z",
    sequence: isNumbered ? 1 : null,
    data: example,
  };
}
