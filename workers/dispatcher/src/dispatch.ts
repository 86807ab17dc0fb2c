import type { DeliveryResult } from "@attestry/database/settle-deliveries";
import { stepWebhookReplays } from "@attestry/database/step-webhook-replays";
import { attemptDelivery } from "./attempt-delivery.ts";
import { openFeed } from "./open-feed.ts";
import { openSettler } from "./open-settler.ts";
import type { Services } from "./services.ts";

// A Worker may wait for six answers at a time; one is left for the database.
const lanes = 5;
const replayStep = 500;

/** Sends what is due until nothing is, or time is up. It may be ended at any moment and called any number of times: the rows are the truth. */
export async function dispatch(services: Services): Promise<void> {
  const until = new Date(services.now().getTime() + services.workSeconds * 1000);
  await openReplays(services, until);
  const settler = openSettler(services);
  const feed = openFeed(services, until, settler);
  const outcomes = await Promise.allSettled(Array.from({ length: lanes }, () => workLane(services, feed, settler.add)));
  await settler.end();
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

async function openReplays({ database, now }: Services, until: Date): Promise<void> {
  while (now() < until && (await stepWebhookReplays(database, { limit: replayStep })).hasMore);
}

async function workLane(
  services: Services,
  feed: ReturnType<typeof openFeed>,
  add: (result: DeliveryResult) => void,
): Promise<void> {
  for (let claimed = await feed.next(); claimed; claimed = await feed.next()) {
    const { leaseToken, delivery } = claimed;
    const result: DeliveryResult = { leaseToken, id: delivery.id, ...(await attemptDelivery(services, delivery)) };
    add(result);
    feed.done(delivery, result.outcome !== "postponed" && result.isSlow);
  }
}
