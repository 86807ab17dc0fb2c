import { z } from "zod";
import { type Connection, call } from "./connection.ts";

export const Batch = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(["queued", "processing", "completed", "completed_with_errors", "cancelled"]),
  total_count: z.int(),
  issued_count: z.int(),
  failed_count: z.int(),
  cancelled_count: z.int(),
  finished_at: z.string().nullable(),
});
export type Batch = z.infer<typeof Batch>;

const pollMilliseconds = 1000;

/** Tells of a batch whenever it has changed, until it has ended: by the API's events, or by asking where they break off. */
export async function followBatch(connection: Connection, id: string, tell: (batch: Batch) => void): Promise<Batch> {
  for (;;) {
    const followed = await followEvents(connection, id, tell).catch(() => null);
    if (followed?.finished_at) return followed;
    const batch = await getBatch(connection, id);
    tell(batch);
    if (batch.finished_at) return batch;
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
  }
}

async function getBatch(connection: Connection, id: string): Promise<Batch> {
  const response = await call(connection, `/v1/batches/${id}`);
  return z.object({ data: z.object({ batch: Batch }) }).parse(await response.json()).data.batch;
}

async function followEvents(connection: Connection, id: string, tell: (batch: Batch) => void): Promise<Batch | null> {
  const { body } = await call(connection, `/v1/batches/${id}/events`);
  let last: Batch | null = null;
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    const events = text.split("\n\n");
    text = events.pop() ?? "";
    for (const event of events) {
      const [, data] = /^data: (.*)$/m.exec(event) ?? [];
      if (data === undefined) continue;
      last = Batch.parse(JSON.parse(data));
      tell(last);
    }
  }
  return last;
}
