import { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";

const Answer = Caller.extend({ taken: z.array(z.string()) });

/** Of these ids those that a certificate has or that a row of a batch waits to issue. Throws ApiError: INVALID_API_KEY, FORBIDDEN. */
export function findTakenIds(
  database: Database,
  input: { keyHash: string; certificateIds: string[] },
): Promise<z.infer<typeof Answer>> {
  return database("find_taken_ids", input, Answer);
}
