import { runMaintenance } from "@attestry/database/run-maintenance";
import { tidyBatches } from "@attestry/database/tidy-batches";
import { tidyDeliveries } from "@attestry/database/tidy-deliveries";
import { runToEnd } from "./run-to-end.ts";
import type { Services } from "./services.ts";

// What api.run_maintenance deletes in one call; more is left for another one.
const mostPurgedAtOnce = 10_000;
// Likewise of api.tidy_deliveries.
const mostTidiedAtOnce = 10_000;
const mostRounds = 40;

/** Partitions ahead of time, idempotency records past their day, and what batches and deliveries leave behind. */
export async function maintain({ database }: Services): Promise<void> {
  await runToEnd([
    repeat("maintenance", async () => {
      const done = await runMaintenance(database);
      return { done, hasMore: done.purgedIdempotencyRecords === mostPurgedAtOnce };
    }),
    repeat("batches tidied", async () => {
      const { hasMore, ...done } = await tidyBatches(database);
      return { done, hasMore, isAlarming: done.givenUpChunks > 0 };
    }),
    repeat("deliveries tidied", async () => {
      const done = await tidyDeliveries(database);
      return { done, hasMore: done.deletedDeliveries === mostTidiedAtOnce };
    }),
  ]);
}

type Step = { done: Record<string, number>; hasMore: boolean; isAlarming?: boolean };

/** What is left after the last round is left to the next hour. */
async function repeat(message: string, takeStep: () => Promise<Step>): Promise<void> {
  for (let round = 1; round <= mostRounds; round++) {
    const { done, hasMore, isAlarming = false } = await takeStep();
    console.log(JSON.stringify({ level: isAlarming ? "error" : "info", message, round, ...done }));
    if (!hasMore) return;
  }
}
