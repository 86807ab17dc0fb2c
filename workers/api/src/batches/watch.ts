import { ApiError } from "@attestry/certificate/api-error";
import { getBatch } from "@attestry/database/get-batch";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { failure, keyedFailures } from "../requests/responses.ts";
import type { Services } from "../services.ts";
import { toBatch } from "./batch-answer.ts";
import { BatchReference, requireBatchId } from "./batch-reference.ts";
import { streamText } from "./stream-text.ts";

const pollMilliseconds = 1000;
const pollsBetweenComments = 15;
const mostPolls = 600;

const route = createRoute({
  method: "get",
  path: "/v1/batches/{batchId}/events",
  operationId: "watchBatch",
  tags: ["Batches"],
  summary: "Watch a batch",
  description:
    "Server-sent events: `progress` at once and whenever something has changed, looked for once a second, with the batch as data; " +
    "`completed` when it has ended, however it did, and the end of the stream. After ten minutes the stream ends too: connect again. " +
    "Scope `certificates.read`.",
  security: [{ apiKey: [] }],
  request: { params: BatchReference },
  responses: {
    200: { description: "A stream of events.", content: { "text/event-stream": { schema: z.string() } } },
    ...keyedFailures,
    404: failure("BATCH_NOT_FOUND"),
  },
});

export function addWatchBatch(api: Api): void {
  api.openapi(route, async (c) => {
    const services = c.get("services");
    const wanted = { keyHash: c.get("caller").keyHash, reference: requireBatchId(c.req.valid("param")) };
    const first = await getBatch(services.database, wanted);
    noteCaller(c, first);
    return c.body(streamText(followBatch(services, wanted, first), { isLive: true }), 200, {
      "Content-Type": "text/event-stream; charset=utf-8",
    });
  });
}

type Found = Awaited<ReturnType<typeof getBatch>>;

async function* followBatch({ database, now }: Services, wanted: { keyHash: string; reference: string }, first: Found) {
  let told = "";
  let found = first;
  for (let poll = 1; poll <= mostPolls; poll++) {
    const state = JSON.stringify(found.batch);
    const data = JSON.stringify(toBatch(found.batch, found.environment, now()));
    const hasEnded = found.batch.finishedAt !== null;
    if (hasEnded || state !== told) yield writeEvent(hasEnded ? "completed" : "progress", poll, data);
    else if (poll % pollsBetweenComments === 0) yield ": still here\n\n";
    if (hasEnded) return;
    told = state;
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
    try {
      found = await getBatch(database, wanted);
    } catch (error) {
      // A key that was revoked hears no more; what fails otherwise may be well again the next time.
      if (error instanceof ApiError) return;
    }
  }
}

function writeEvent(name: string, id: number, data: string): string {
  return `event: ${name}\nid: ${id}\nretry: ${pollMilliseconds}\ndata: ${data}\n\n`;
}
