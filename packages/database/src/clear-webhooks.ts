import { z } from "zod";
import type { Database } from "./database.ts";

const Answer = z.object({ hasMore: z.boolean() });

/** Ends some of what waits at webhooks that are switched off, and removes some of what was theirs that are deleted: `limit` rows of each. */
export function clearWebhooks(database: Database, input: { limit: number }): Promise<z.infer<typeof Answer>> {
  return database("clear_webhooks", input, Answer);
}
