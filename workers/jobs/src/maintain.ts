import { runMaintenance } from "@attestry/database/run-maintenance";
import { tidyBatches } from "@attestry/database/tidy-batches";
import { tidyDeliveries } from "@attestry/database/tidy-deliveries";
import type { Services } from "./services.ts";

// What api.run_maintenance deletes in one call; more is left for another one.
const mostPurgedAtOnce = 10_000;
const mostRounds = 40;
// Likewise of api.tidy_deliveries.
const mostTidiedAtOnce = 10_000;

/** Partitions ahead of time, idempotency records past their day, and what batches and deliveries leave behind. */
export async function maintain({ database }: Services): Promise<void> {
  for (let round = 1; round <= mostRounds; round++) {
    const { purgedIdempotencyRecords } = await runMaintenance(database);
    console.log(JSON.stringify({ level: "info", message: "maintenance", round, purgedIdempotencyRecords }));
    if (purgedIdempotencyRecords < mostPurgedAtOnce) break;
  }
  const tidied = await tidyBatches(database);
  const level = tidied.givenUpChunks > 0 ? "error" : "info";
  console.log(JSON.stringify({ level, message: "batches tidied", ...tidied }));
  for (let round = 1; round <= mostRounds; round++) {
    const { deletedDeliveries } = await tidyDeliveries(database);
    console.log(JSON.stringify({ level: "info", message: "deliveries tidied", round, deletedDeliveries }));
    if (deletedDeliveries < mostTidiedAtOnce) break;
  }
}
