// Hands deliveries to the lanes of one call. It must never let one endpoint hold them all.
import { type ClaimedDelivery, claimDeliveries } from "@attestry/database/claim-deliveries";
import type { Settler } from "./open-settler.ts";
import type { Services } from "./services.ts";

const claimSize = 20;
// Of one endpoint: leased everywhere, and under way in this call.
const mostLeased = 10;
const mostUnderWay = 2;
const pollMilliseconds = 200;
const longPollMilliseconds = 1000;
// What fails for the first time is due again in five seconds and a little more: no call ends while that is to come.
const soonSeconds = 7;
const reserveMilliseconds = 5000;

/** The last claim is one that found nothing while nothing was under way, and nothing is due soon. */
type Outcome = { count: number; isLast: boolean; pauseMilliseconds: number };

type Claimed = { leaseToken: string; delivery: ClaimedDelivery; usableUntil: number };

/**
 * `next` gives null when nothing is left to do, or time is up. While others send, or their results are still to be written, it looks again:
 * until then an endpoint may have as much under way as it may have.
 */
export function openFeed(services: Services, until: Date, settler: Settler) {
  const { database, leaseSeconds, attemptMilliseconds, now } = services;
  const pool: Claimed[] = [];
  const underWay = new Map<string, number>();
  let claiming: Promise<Outcome> | null = null;

  async function claim(): Promise<Outcome> {
    const claimedAt = now().getTime();
    const isIdle = underWay.size === 0 && pool.length === 0 && settler.isIdle();
    const answer = await claimDeliveries(database, { limit: claimSize, mostPerEndpoint: mostLeased, leaseSeconds });
    const usableUntil = claimedAt + leaseSeconds * 1000 - attemptMilliseconds - reserveMilliseconds;
    pool.push(...answer.deliveries.map((delivery) => ({ leaseToken: answer.leaseToken, delivery, usableUntil })));
    const count = answer.deliveries.length;
    const isSoon = answer.nextInSeconds !== null && answer.nextInSeconds <= soonSeconds;
    const pauseMilliseconds = isIdle && isSoon ? longPollMilliseconds : pollMilliseconds;
    return { count, isLast: isIdle && count === 0 && !isSoon, pauseMilliseconds };
  }

  /** The first whose endpoint has a lane to spare; what has waited for so long that its lease might end under way is given back. */
  function take(): Claimed | undefined {
    giveBack(({ usableUntil }) => now().getTime() >= usableUntil);
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
      const { count, isLast, pauseMilliseconds } = await claiming;
      if (isLast) return null;
      if (count === 0) await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    }
    return null;
  }

  function done({ endpoint }: ClaimedDelivery, isSlow: boolean): void {
    const left = (underWay.get(endpoint.id) ?? 1) - 1;
    if (left === 0) underWay.delete(endpoint.id);
    else underWay.set(endpoint.id, left);
    // To who held a lane to the end one goes out at a time.
    if (isSlow) giveBack(({ delivery }) => delivery.endpoint.id === endpoint.id);
  }

  /** Some of what is here, or all of it, waits for another call. */
  function giveBack(isGiven: (claimed: Claimed) => boolean = () => true): void {
    const given = pool.filter(isGiven);
    pool.splice(0, pool.length, ...pool.filter((claimed) => !isGiven(claimed)));
    for (const { leaseToken, delivery } of given) {
      settler.add({ leaseToken, id: delivery.id, outcome: "postponed", retrySeconds: 0 });
    }
  }

  return { next, done, giveBack };
}
