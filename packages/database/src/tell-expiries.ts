import { z } from "zod";
import type { Database } from "./database.ts";

const Answer = z.object({ told: z.int(), hasMore: z.boolean() });

/** Goes on with the events of certificates that have expired, or soon will: looks at `limit` of each kind at most. */
export function tellExpiries(database: Database, input: { limit: number }): Promise<z.infer<typeof Answer>> {
  return database("tell_expiries", input, Answer);
}
