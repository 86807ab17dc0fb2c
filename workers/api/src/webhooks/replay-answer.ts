import type { ReplayRow } from "@attestry/database/replay-row";
import { z } from "zod";
import { EnvironmentField, Moment } from "../requests/fields.ts";

/** A replay of a span of time; its casing is that of the webhook. */
const Replay = z
  .strictObject({
    id: z.guid().meta({ example: "5b8d2f04-93ae-4c67-8e1d-b6f0a47c2d19" }),
    since: Moment.meta({ example: "2026-05-01T00:00:00.000Z" }),
    until: Moment,
    types: z.array(z.string()).meta({ example: ["certificate.issued", "certificate.revoked"] }),
    replayed_count: z.int().meta({ description: "How many deliveries it has opened so far.", example: 1200 }),
    created_at: Moment,
    finished_at: Moment.nullable().meta({ description: "When the last one was opened.", example: null }),
  })
  .meta({ id: "WebhookReplay" });

/** Of an answer that says no more than how a replay is. */
export const oneReplay = { environment: EnvironmentField, replay: Replay };

export function toReplay(row: ReplayRow): z.infer<typeof Replay> {
  return {
    id: row.id,
    since: row.since,
    until: row.until,
    types: row.types,
    replayed_count: row.replayedCount,
    created_at: row.createdAt,
    finished_at: row.finishedAt,
  };
}
