// Hands deliveries to the lanes of one call. It must never let one endpoint, or one host, hold them all.
import { type ClaimedDelivery, claimDeliveries } from "@attestry/database/claim-deliveries";
import type { Settler } from "./open-settler.ts";
import type { Services } from "./services.ts";

const claimSize = 20;
// Of one endpoint: leased everywhere, and under way in this call. Of one host, however many endpoints and organizations lead there: under way.
const mostLeased = 10;
const mostUnderWay = 2;
const mostUnderWayAtHost = 4;
// What waits here for those is out of the way of the next claim. When it is this much, a claim reaches further and brings less of each.
const mostHeld = 200;
const pollMilliseconds = 200;
const longPollMilliseconds = 1000;
// What fails for the first time is due again in five seconds and a little more: no call ends while that is to come.
const soonSeconds = 7;
const reserveMilliseconds = 5000;
// A claim tells of the endpoint as it is then. What is not begun soon is claimed anew, so that a secret that was replaced signs no longer.
const freshMilliseconds = 3000;

/** The last claim is one that found nothing while nothing was under way, and nothing is due soon. */
type Outcome = { isFruitless: boolean; isLast: boolean; pauseMilliseconds: number };

export type Claimed = { leaseToken: string; delivery: ClaimedDelivery; host: string; usableUntil: number };

/**
 * `next` gives null when nothing is left to do, or time is up. While others send, or their results are still to be written, it looks again:
 * until then an endpoint may have as much under way as it may have.
 */
export function openFeed(services: Services, until: Date, settler: Settler) {
  const { database, leaseSeconds, attemptMilliseconds, now } = services;
  const pool: Claimed[] = [];
  const underWay = new Set<Claimed>();
  // By endpoint: when the result that holds it up was written. What was claimed before that is not begun.
  const heldUpUntil = new Map<string, number>();
  let claiming: Promise<Outcome> | null = null;

  async function claim(): Promise<Outcome> {
    const claimedAt = now().getTime();
    const isIdle = underWay.size === 0 && pool.length === 0 && settler.isIdle();
    const mostPerEndpoint = pool.length < mostHeld ? mostLeased : mostUnderWay;
    const answer = await claimDeliveries(database, { limit: claimSize, mostPerEndpoint, leaseSeconds });
    const leasedUntil = claimedAt + leaseSeconds * 1000 - attemptMilliseconds - reserveMilliseconds;
    // From the answer on: a claim that took long is begun all the same.
    const usableUntil = Math.min(now().getTime() + freshMilliseconds, leasedUntil);
    const claimed = answer.deliveries.map((delivery) => {
      return { leaseToken: answer.leaseToken, delivery, host: toHost(delivery.endpoint.url), usableUntil };
    });
    pool.push(...claimed);
    const outdated = new Set(claimed.filter(({ delivery }) => claimedAt <= (heldUpUntil.get(delivery.endpoint.id) ?? 0)));
    giveBack((held) => outdated.has(held));
    const isFull = pool.length > mostHeld;
    const tooMany = new Set(pool.slice(mostHeld).filter((held) => !hasRoom(held)));
    giveBack((held) => tooMany.has(held));
    const count = claimed.length - outdated.size;
    const isSoon = answer.nextInSeconds !== null && answer.nextInSeconds <= soonSeconds;
    const pauseMilliseconds = isIdle && isSoon ? longPollMilliseconds : pollMilliseconds;
    const isFruitless = count === 0 || (isFull && !pool.some(hasRoom));
    return { isFruitless, isLast: isIdle && answer.deliveries.length === 0 && !isSoon, pauseMilliseconds };
  }

  function hasRoom({ delivery: { endpoint }, host }: Claimed): boolean {
    const atHost = [...underWay].filter((claimed) => claimed.host === host);
    const atEndpoint = atHost.filter(({ delivery }) => delivery.endpoint.id === endpoint.id);
    return atHost.length < mostUnderWayAtHost && atEndpoint.length < mostUnderWay;
  }

  /** The first whose endpoint and host have room; what has waited for too long is given back. */
  function take(): Claimed | undefined {
    giveBack(({ usableUntil }) => now().getTime() >= usableUntil);
    const index = pool.findIndex(hasRoom);
    return index < 0 ? undefined : pool.splice(index, 1)[0];
  }

  async function next(): Promise<Claimed | null> {
    while (now() < until) {
      const taken = take();
      if (taken) {
        underWay.add(taken);
        return taken;
      }
      claiming ??= claim().finally(() => {
        claiming = null;
      });
      const { isFruitless, isLast, pauseMilliseconds } = await claiming;
      if (isLast) return null;
      if (isFruitless) await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    }
    return null;
  }

  /** `heldUp` settles when a result is written after which the endpoint gets less, or nothing: until then no claim knows of it. */
  function done(claimed: Claimed, heldUp: Promise<void> | null): void {
    underWay.delete(claimed);
    if (!heldUp) return;
    const { id } = claimed.delivery.endpoint;
    giveBack(({ delivery }) => delivery.endpoint.id === id);
    heldUpUntil.set(id, Number.POSITIVE_INFINITY);
    heldUp.then(() => heldUpUntil.set(id, now().getTime()));
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

/** In lower case, with a port where there may be one. A URL that is none is refused later: it leads to no host but itself. */
function toHost(url: string): string {
  return URL.parse(url)?.host ?? url;
}
