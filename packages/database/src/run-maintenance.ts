import { z } from "zod";
import type { Database } from "./database.ts";

const Answer = z.object({ purgedIdempotencyRecords: z.int() });

/** Creates the coming months' log partitions and purges idempotency records past their day. Safe to repeat at any time. */
export function runMaintenance(database: Database): Promise<z.infer<typeof Answer>> {
  return database("run_maintenance", {}, Answer);
}
