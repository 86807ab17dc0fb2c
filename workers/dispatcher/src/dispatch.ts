import { clearWebhooks } from "@attestry/database/clear-webhooks";
import type { DeliveryResult } from "@attestry/database/settle-deliveries";
import { stepWebhookReplays } from "@attestry/database/step-webhook-replays";
import { attemptDelivery } from "./attempt-delivery.ts";
import { openFeed } from "./open-feed.ts";
import { openSettler } from "./open-settler.ts";
import type { Services } from "./services.ts";

// A Worker may wait for six answers at a time; one is left for the database.
const lanes = 5;
const step = 500;
// Of the time of one call, what goes on in the background may take; nothing that is due waits for it.
const backgroundShare = 0.1;

/** Sends what is due until nothing is, or time is up. It may be ended at any moment and called any number of times: the rows are the truth. */
export async function dispatch(services: Services): Promise<void> {
  const startedAt = services.now().getTime();
  const workMilliseconds = services.workSeconds * 1000;
  const settler = openSettler(services);
  const feed = openFeed(services, new Date(startedAt + workMilliseconds), settler);
  const outcomes = await Promise.allSettled([
    workInBackground(services, new Date(startedAt + workMilliseconds * backgroundShare)),
    ...Array.from({ length: lanes }, () => workLane(services, feed, settler.add)),
  ]);
  feed.giveBack();
  await settler.end();
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

/** Replays open their deliveries, and what waits at webhooks that are switched off is ended. */
async function workInBackground({ database, now }: Services, until: Date): Promise<void> {
  for (let hasMore = true; hasMore && now() < until; ) {
    const steps = [stepWebhookReplays(database, { limit: step }), clearWebhooks(database, { limit: step })];
    hasMore = (await Promise.all(steps)).some((outcome) => outcome.hasMore);
  }
}

async function workLane(
  services: Services,
  feed: ReturnType<typeof openFeed>,
  add: (result: DeliveryResult) => Promise<void>,
): Promise<void> {
  for (let claimed = await feed.next(); claimed; claimed = await feed.next()) {
    const { leaseToken, delivery } = claimed;
    const { id, tryCount, endpoint } = delivery;
    const result: DeliveryResult = {
      leaseToken,
      id,
      tryCount,
      url: endpoint.url,
      ...(await attemptDelivery(services, delivery)),
    };
    const isWritten = add(result);
    feed.done(claimed, isHeldUp(result) ? isWritten : null);
  }
}

/** Whether the endpoint gets less from now on, or nothing. */
function isHeldUp(result: DeliveryResult): boolean {
  switch (result.outcome) {
    case "gone":
      return true;
    case "failed":
    case "exhausted":
      return result.isSlow || result.pauseSeconds > 0;
    case "delivered":
    case "postponed":
      return false;
  }
}
