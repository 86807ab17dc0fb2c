import { getBatch } from "@attestry/database/get-batch";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { Batch, toBatch } from "./batch-answer.ts";
import { BatchReference, requireBatchId } from "./batch-reference.ts";

const FoundBatch = z.strictObject({ environment: EnvironmentField, batch: Batch }).meta({ id: "FoundBatch" });

const route = createRoute({
  method: "get",
  path: "/v1/batches/{batchId}",
  operationId: "getBatch",
  tags: ["Batches"],
  summary: "Read a batch",
  description: "How far it is, and when it may be done. Scope `certificates.read`.",
  security: [{ apiKey: [] }],
  request: { params: BatchReference },
  responses: { 200: dataResponse("The batch.", FoundBatch), ...keyedFailures, 404: failure("BATCH_NOT_FOUND") },
});

export function addGetBatch(api: Api): void {
  api.openapi(route, async (c) => {
    const { database, now } = c.get("services");
    const reference = requireBatchId(c.req.valid("param"));
    const found = await getBatch(database, { keyHash: c.get("caller").keyHash, reference });
    noteCaller(c, found);
    return c.json({ data: { environment: found.environment, batch: toBatch(found.batch, found.environment, now()) } }, 200);
  });
}
