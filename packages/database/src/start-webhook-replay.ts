import { z } from "zod";
import { Caller, type Idempotency } from "./caller.ts";
import type { Database } from "./database.ts";
import { ReplayRow } from "./replay-row.ts";

const Answer = Caller.extend({ isReplay: z.boolean(), replay: ReplayRow });

export type StartWebhookReplayInput = {
  keyHash: string;
  requestId: string;
  idempotency: Idempotency | null;
  reference: string;
  /** When the events were written: from then, and before then (now, for null). ISO. */
  since: string;
  until: string | null;
  /** Null for those that the endpoint listens to. */
  types: string[] | null;
};

/** Throws ApiError: INVALID_API_KEY, FORBIDDEN, WEBHOOK_NOT_FOUND, WEBHOOK_INACTIVE, LIMIT_REACHED, IDEMPOTENCY_CONFLICT. */
export function startWebhookReplay(database: Database, input: StartWebhookReplayInput): Promise<z.infer<typeof Answer>> {
  return database("start_webhook_replay", input, Answer);
}
