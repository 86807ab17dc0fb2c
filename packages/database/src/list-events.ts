import { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";
import { EventRow } from "./event-row.ts";

const Answer = Caller.extend({ events: z.array(EventRow.extend({ position: z.string() })) });

export type ListEventsInput = {
  keyHash: string;
  limit: number;
  after: { createdAt: string; id: string } | null;
  type: string | null;
  certificateReference: string | null;
};

/** Newest first, one more than `limit` when there is a next page. Throws ApiError: INVALID_API_KEY, FORBIDDEN, CERTIFICATE_NOT_FOUND. */
export function listEvents(database: Database, input: ListEventsInput): Promise<z.infer<typeof Answer>> {
  return database("list_events", input, Answer);
}
