import { BatchStatus } from "@attestry/database/batch";
import { listBatches } from "@attestry/database/list-batches";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { parseCursor, toCursor } from "../requests/cursor.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { wholeNumber } from "../requests/whole-number.ts";
import { Batch, toBatch } from "./batch-answer.ts";

const ListQuery = z.strictObject({
  limit: wholeNumber(1, 100).default(20).meta({ example: 20 }),
  cursor: z.string().max(200).optional().meta({ description: "`nextCursor` of the page before." }),
  status: BatchStatus.optional().meta({ example: "processing" }),
});

const BatchList = z
  .strictObject({
    environment: EnvironmentField,
    batches: z.array(Batch),
    nextCursor: z.string().nullable().meta({ description: "Null on the last page.", example: null }),
  })
  .meta({ id: "BatchList" });

const route = createRoute({
  method: "get",
  path: "/v1/batches",
  operationId: "listBatches",
  tags: ["Batches"],
  summary: "List batches",
  description: "Newest first, by cursor. Scope `certificates.read`.",
  security: [{ apiKey: [] }],
  request: { query: ListQuery },
  responses: { 200: dataResponse("One page.", BatchList), ...keyedFailures, 400: failure("VALIDATION_ERROR") },
});

export function addListBatches(api: Api): void {
  api.openapi(route, async (c) => {
    const { database, now } = c.get("services");
    const { limit, cursor, status = null } = c.req.valid("query");
    const after = cursor === undefined ? null : parseCursor(cursor);
    const found = await listBatches(database, { keyHash: c.get("caller").keyHash, limit, after, status });
    noteCaller(c, found);
    const page = found.batches.slice(0, limit);
    const last = found.batches.length > limit ? page.at(-1) : undefined;
    const batches = page.map((row) => toBatch(row, found.environment, now()));
    const nextCursor = last ? toCursor({ createdAt: last.position, id: last.id }) : null;
    return c.json({ data: { environment: found.environment, batches, nextCursor } }, 200);
  });
}
