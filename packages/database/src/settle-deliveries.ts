import { z } from "zod";
import type { Database } from "./database.ts";

const Answer = z.object({ settled: z.int() });

type Attempt = {
  /** ISO. */
  startedAt: string;
  durationMilliseconds: number;
  statusCode: number | null;
  /** Null for one that delivered. */
  error: string | null;
  /** The first of the answer, 1,024 characters at most. */
  response: string | null;
  /** Whether it failed and held its slot for long: after some in a row the endpoint is left alone for a while. */
  isSlow: boolean;
};

/** For how long nothing is sent to the endpoint, an hour at most: it asked for that. */
type Pause = { pauseSeconds: number };

/** `gone` asks for no more; `postponed` was no attempt. `url` and `tryCount` are those of the claim: either may have changed since. */
export type DeliveryResult = { leaseToken: string; id: string; url?: string; tryCount?: number } & (
  | ({ outcome: "delivered" | "gone" } & Attempt)
  | ({ outcome: "exhausted" } & Attempt & Pause)
  | ({ outcome: "failed"; retrySeconds: number } & Attempt & Pause)
  | { outcome: "postponed"; retrySeconds: number }
);

/** Tells how many were settled: a delivery whose lease is another's by now is not. */
export function settleDeliveries(database: Database, input: { results: DeliveryResult[] }): Promise<z.infer<typeof Answer>> {
  return database("settle_deliveries", input, Answer);
}
