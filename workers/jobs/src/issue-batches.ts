import { workBatches } from "@attestry/bulk/work-batches";
import type { Services } from "./services.ts";

/** Issues what waits; what is left when the time of one call is over is left to another, which is called at once. */
export async function issueBatches(services: Services): Promise<void> {
  const { bell, leaseSeconds, workSeconds, now } = services;
  const until = new Date(now().getTime() + workSeconds * 1000);
  const { hasMore } = await workBatches(services, { leaseSeconds, until });
  if (hasMore) await bell.ring(1);
}
