import type { Sql } from "postgres";
import { z } from "zod";

const Payload = z.record(z.string(), z.json());

/** What a claim tells of events: the newest `count`. */
export async function listPayloads(sql: Sql, count: number): Promise<z.infer<typeof Payload>[]> {
  const rows =
    await sql`select attestry.event_json(e) as payload from attestry.events e order by e.created_at desc limit ${count}`;
  if (rows.length < count) throw new Error("There are too few events.");
  return rows.map(({ payload }) => Payload.parse(payload));
}
