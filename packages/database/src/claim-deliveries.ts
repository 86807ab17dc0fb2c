import { Environment } from "@attestry/certificate/environment";
import { z } from "zod";
import type { Database } from "./database.ts";
import { EventRow } from "./event-row.ts";

const Endpoint = z.object({
  id: z.guid(),
  organizationId: z.guid(),
  environment: Environment,
  url: z.string(),
  sealedSecret: z.string(),
  /** Only while it signs too. */
  sealedPreviousSecret: z.string().nullable(),
});

const Delivery = z.object({
  id: z.guid(),
  endpointId: z.guid(),
  /** Attempts since it was opened, or opened again. */
  tryCount: z.int(),
  /** How often in a row it was put off without an attempt. */
  postponedCount: z.int(),
  event: EventRow,
});

export type ClaimedDelivery = Omit<z.infer<typeof Delivery>, "endpointId"> & { endpoint: z.infer<typeof Endpoint> };

const Answer = z
  .object({
    leaseToken: z.guid(),
    endpoints: z.array(Endpoint),
    deliveries: z.array(Delivery),
    /** Until the next delivery is due that is not yet; null when none waits. */
    nextInSeconds: z.number().nullable(),
  })
  .transform(({ leaseToken, endpoints, deliveries, nextInSeconds }) => {
    const byId = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
    return { leaseToken, deliveries: deliveries.flatMap((delivery) => joinEndpoint(delivery, byId)), nextInSeconds };
  });

function joinEndpoint({ endpointId, ...rest }: z.infer<typeof Delivery>, byId: Map<string, z.infer<typeof Endpoint>>) {
  const endpoint = byId.get(endpointId);
  return endpoint ? [{ ...rest, endpoint }] : [];
}

export type ClaimDeliveriesInput = { limit: number; mostPerEndpoint: number; leaseSeconds: number };

/** Leases due deliveries, from the endpoints that were served longest ago. */
export function claimDeliveries(database: Database, input: ClaimDeliveriesInput): Promise<z.infer<typeof Answer>> {
  return database("claim_deliveries", input, Answer);
}
