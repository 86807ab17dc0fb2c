import { z } from "zod";
import type { Database } from "./database.ts";

const Answer = z.object({ hasMore: z.boolean(), replayed: z.int() });

/** Opens the deliveries of the next `limit` events of a replay that is under way. */
export function stepWebhookReplays(database: Database, input: { limit: number }): Promise<z.infer<typeof Answer>> {
  return database("step_webhook_replays", input, Answer);
}
