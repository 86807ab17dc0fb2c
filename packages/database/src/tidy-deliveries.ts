import { z } from "zod";
import type { Database } from "./database.ts";

const Answer = z.object({ deletedDeliveries: z.int() });

/** Deletes what ended thirty days ago: 10,000 in one call at most. */
export function tidyDeliveries(database: Database): Promise<z.infer<typeof Answer>> {
  return database("tidy_deliveries", {}, Answer);
}
