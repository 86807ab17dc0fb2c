import { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";

const Answer = Caller.extend({
  groups: z.array(z.object({ key: z.string(), count: z.int(), certificateCount: z.int() })),
});

/** `from` and `to` are days in UTC, such as `2026-11-26`; both belong to it. */
export type CountVerificationsInput = {
  keyHash: string;
  from: string;
  to: string;
  by: "day" | "country" | "source" | "result";
};

/** Every day of the time, by day; else what there is, the most first. Throws ApiError: INVALID_API_KEY, FORBIDDEN. */
export function countVerifications(database: Database, input: CountVerificationsInput): Promise<z.infer<typeof Answer>> {
  return database("count_verifications", input, Answer);
}
