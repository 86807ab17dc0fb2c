import { z } from "zod";
import type { Database } from "./database.ts";

const Answer = z.object({ droppedDrafts: z.int(), givenUpChunks: z.int(), forgottenChunks: z.int(), hasMore: z.boolean() });

/** One step: drops drafts that nobody submitted, gives up rows that could not be issued within two days, and forgets the inputs of batches that ended thirty days ago. `hasMore`: the next step has something to do. */
export function tidyBatches(database: Database): Promise<z.infer<typeof Answer>> {
  return database("tidy_batches", {}, Answer);
}
