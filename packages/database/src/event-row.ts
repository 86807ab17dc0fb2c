import { Environment } from "@attestry/certificate/environment";
import { z } from "zod";

/** An event as attestry.event_json gives it, which is what is sent. `sequence` orders the events of one certificate, or of one batch. */
export const EventRow = z.object({
  id: z.guid(),
  type: z.string(),
  environment: Environment,
  createdAt: z.iso.datetime(),
  sequence: z.int().nullable(),
  data: z.record(z.string(), z.json()),
});
export type EventRow = z.infer<typeof EventRow>;
