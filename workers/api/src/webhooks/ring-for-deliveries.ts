import type { ApiContext } from "../requests/api.ts";

const eventsForBell = 200;
const mostBells = 10;

/** Wakes whoever delivers, after the answer, and several of them for many events: what is lost here waits for the next sweep. */
export function ringForDeliveries(c: ApiContext, eventCount = 1): void {
  const bells = Math.min(mostBells, Math.ceil(eventCount / eventsForBell));
  c.executionCtx.waitUntil(c.get("services").webhooks.bell.ring(bells));
}
