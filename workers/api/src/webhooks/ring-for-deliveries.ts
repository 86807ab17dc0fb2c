import type { ApiContext } from "../requests/api.ts";

/** Wakes whoever delivers, after the answer: what is lost here waits for the next sweep. */
export function ringForDeliveries(c: ApiContext): void {
  c.executionCtx.waitUntil(c.get("services").webhooks.bell.ring(1));
}
