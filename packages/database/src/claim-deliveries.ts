import { Environment } from "@attestry/certificate/environment";
import { z } from "zod";
import type { Database } from "./database.ts";
import { EventRow } from "./event-row.ts";

const ClaimedDelivery = z.object({
  id: z.guid(),
  organizationId: z.guid(),
  environment: Environment,
  /** Attempts since it was opened, or opened again. */
  tryCount: z.int(),
  /** How often in a row it was put off without an attempt. */
  postponedCount: z.int(),
  event: EventRow,
  endpoint: z.object({
    id: z.guid(),
    url: z.string(),
    sealedSecret: z.string(),
    /** Only while it signs too. */
    sealedPreviousSecret: z.string().nullable(),
  }),
});
export type ClaimedDelivery = z.infer<typeof ClaimedDelivery>;

const Answer = z.object({
  leaseToken: z.guid(),
  deliveries: z.array(ClaimedDelivery),
  /** Until the next delivery is due that is not yet; null when none waits. */
  nextInSeconds: z.number().nullable(),
});

export type ClaimDeliveriesInput = { limit: number; mostPerEndpoint: number; leaseSeconds: number };

/** Leases due deliveries, from the endpoints that were served longest ago. */
export function claimDeliveries(database: Database, input: ClaimDeliveriesInput): Promise<z.infer<typeof Answer>> {
  return database("claim_deliveries", input, Answer);
}
