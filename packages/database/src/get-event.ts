import type { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";
import { EventRow } from "./event-row.ts";

const Answer = Caller.extend({ event: EventRow });

/** Throws ApiError: INVALID_API_KEY, FORBIDDEN, EVENT_NOT_FOUND. */
export function getEvent(database: Database, input: { keyHash: string; reference: string }): Promise<z.infer<typeof Answer>> {
  return database("get_event", input, Answer);
}
