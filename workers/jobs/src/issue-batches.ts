import { workBatches } from "@attestry/bulk/work-batches";
import type { Services } from "./services.ts";

// Of this isolate: calls that meet in one share its memory and its processor, so one of them works and the others leave it to that one.
let busyUntil = 0;
let wasCalledMeanwhile = false;

/** Issues what waits; what is left when the time of one call is over is left to another, which is called at once. */
export async function issueBatches(services: Services): Promise<void> {
  const { bell, deliveryBell, leaseSeconds, workSeconds, now } = services;
  const startedAt = now().getTime();
  if (startedAt < busyUntil) {
    wasCalledMeanwhile = true;
    return;
  }
  const until = new Date(startedAt + workSeconds * 1000);
  // A call that is ended from outside says nothing more; by then its leases run out too.
  busyUntil = until.getTime() + leaseSeconds * 1000;
  let isMore: boolean;
  try {
    do {
      wasCalledMeanwhile = false;
      isMore = (await workBatches(services, { leaseSeconds, until, onNews: () => deliveryBell.ring(1) })).hasMore;
    } while (wasCalledMeanwhile && now() < until);
    isMore ||= wasCalledMeanwhile;
  } finally {
    busyUntil = 0;
  }
  if (isMore) await bell.ring(1);
}
