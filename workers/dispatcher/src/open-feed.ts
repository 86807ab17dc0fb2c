// Hands deliveries to the lanes of one call. It must never let one endpoint hold them all.
import { type ClaimedDelivery, claimDeliveries } from "@attestry/database/claim-deliveries";
import type { DeliveryResult } from "@attestry/database/settle-deliveries";
import type { Services } from "./services.ts";

const claimSize = 20;
// Of one endpoint: leased everywhere, and under way in this call.
const mostLeased = 10;
const mostUnderWay = 2;
const pollMilliseconds = 200;
const reserveMilliseconds = 5000;

type Claimed = { leaseToken: string; delivery: ClaimedDelivery; usableUntil: number };

/** `next` gives null when nothing is left to do, or time is up. While others send, it looks again for what has become due. */
export function openFeed(services: Services, until: Date, settle: (result: DeliveryResult) => void) {
  const { database, leaseSeconds, attemptMilliseconds, now } = services;
  const pool: Claimed[] = [];
  const underWay = new Map<string, number>();
  let claiming: Promise<number> | null = null;

  async function claim(): Promise<number> {
    const claimedAt = now().getTime();
    const answer = await claimDeliveries(database, { limit: claimSize, mostPerEndpoint: mostLeased, leaseSeconds });
    const usableUntil = claimedAt + leaseSeconds * 1000 - attemptMilliseconds - reserveMilliseconds;
    pool.push(...answer.deliveries.map((delivery) => ({ leaseToken: answer.leaseToken, delivery, usableUntil })));
    return answer.deliveries.length;
  }

  /** The first whose endpoint has a lane to spare; what has waited for so long that its lease might end under way is left to it. */
  function take(): Claimed | undefined {
    const isUsable = ({ usableUntil }: Claimed) => now().getTime() < usableUntil;
    pool.splice(0, pool.length, ...pool.filter(isUsable));
    const index = pool.findIndex(({ delivery }) => (underWay.get(delivery.endpoint.id) ?? 0) < mostUnderWay);
    return index < 0 ? undefined : pool.splice(index, 1)[0];
  }

  async function next(): Promise<Claimed | null> {
    while (now() < until) {
      const taken = take();
      if (taken) {
        const { id } = taken.delivery.endpoint;
        underWay.set(id, (underWay.get(id) ?? 0) + 1);
        return taken;
      }
      claiming ??= claim().finally(() => {
        claiming = null;
      });
      if ((await claiming) > 0) continue;
      if (underWay.size === 0 && pool.length === 0) return null;
      await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
    }
    return null;
  }

  function done({ endpoint }: ClaimedDelivery, isSlow: boolean): void {
    const left = (underWay.get(endpoint.id) ?? 1) - 1;
    if (left === 0) underWay.delete(endpoint.id);
    else underWay.set(endpoint.id, left);
    if (isSlow) postponeAll(endpoint.id);
  }

  /** To who held a lane to the end one goes out at a time: what is here for it is given back. */
  function postponeAll(endpointId: string): void {
    const waiting = pool.filter(({ delivery }) => delivery.endpoint.id === endpointId);
    pool.splice(0, pool.length, ...pool.filter(({ delivery }) => delivery.endpoint.id !== endpointId));
    for (const { leaseToken, delivery } of waiting) {
      settle({ leaseToken, id: delivery.id, outcome: "postponed", retrySeconds: 0 });
    }
  }

  return { next, done };
}
