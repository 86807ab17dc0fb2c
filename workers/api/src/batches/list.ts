import { BatchStatus } from "@attestry/database/batch";
import { listBatches } from "@attestry/database/list-batches";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { cutPage, nextCursorField, pageQuery, toCursor, toRange } from "../requests/page.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { Batch, toBatch } from "./batch-answer.ts";

const ListQuery = z.strictObject({
  ...pageQuery,
  status: BatchStatus.optional().meta({ example: "processing" }),
});

const BatchList = z
  .strictObject({
    environment: EnvironmentField,
    batches: z.array(Batch),
    nextCursor: nextCursorField,
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
    const found = await listBatches(database, { keyHash: c.get("caller").keyHash, ...toRange({ limit, cursor }), status });
    noteCaller(c, found);
    const { page, nextCursor } = cutPage(found.batches, limit, toCursor);
    const batches = page.map((row) => toBatch(row, found.environment, now()));
    return c.json({ data: { environment: found.environment, batches, nextCursor } }, 200);
  });
}
