import type { z } from "zod";
import { Caller } from "./caller.ts";
import type { Database } from "./database.ts";
import { ReplayRow } from "./replay-row.ts";

const Answer = Caller.extend({ replay: ReplayRow });

export type GetWebhookReplayInput = { keyHash: string; reference: string; replayId: string };

/** Throws ApiError: INVALID_API_KEY, FORBIDDEN, WEBHOOK_NOT_FOUND, REPLAY_NOT_FOUND. */
export function getWebhookReplay(database: Database, input: GetWebhookReplayInput): Promise<z.infer<typeof Answer>> {
  return database("get_webhook_replay", input, Answer);
}
