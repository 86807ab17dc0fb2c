import { chunkSize } from "@attestry/bulk/gather-chunks";
import type { Batch as StoredBatch } from "@attestry/database/batch";
import { retryBatch } from "@attestry/database/change-batch";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { IdempotencyHeaders } from "../requests/idempotency.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { Batch } from "./batch-answer.ts";
import { BatchReference, requireBatchId } from "./batch-reference.ts";
import { toChange, toChangedBatch } from "./change.ts";

const RetriedBatch = z.strictObject({ environment: EnvironmentField, batch: Batch }).meta({ id: "RetriedBatch" });

const route = createRoute({
  method: "post",
  path: "/v1/batches/{batchId}/retry",
  operationId: "retryBatch",
  tags: ["Batches"],
  summary: "Retry a batch's failed rows",
  description:
    "Rows whose issuing failed, for reasons of ours or since the key was revoked, wait again: in the name of the key that retries, with a " +
    "credit reserved for each in live. A row that was refused for what it says is not among them, nor is any thirty days after the end: " +
    "what they said is no longer held. Scope `certificates.write`.",
  security: [{ apiKey: [] }],
  request: { params: BatchReference, headers: IdempotencyHeaders },
  responses: {
    202: dataResponse("The rows wait.", RetriedBatch),
    ...keyedFailures,
    400: failure("VALIDATION_ERROR"),
    402: failure("QUOTA_EXCEEDED"),
    404: failure("BATCH_NOT_FOUND"),
    409: failure("NOTHING_TO_RETRY", "IDEMPOTENCY_CONFLICT"),
  },
});

export function addRetryBatch(api: Api): void {
  api.openapi(route, async (c) => {
    const { database, bell } = c.get("services");
    const change = toChange(c, requireBatchId(c.req.valid("param")), c.req.valid("header")["idempotency-key"]);
    const retried = await retryBatch(database, change);
    if (!retried.isReplay) await bell.ring(countChunks(retried.batch));
    return c.json({ data: toChangedBatch(c, retried) }, 202);
  });
}

/** One bell for a hundred rows; who comes takes chunk after chunk. */
function countChunks({ totalCount, issuedCount, failedCount, cancelledCount }: StoredBatch): number {
  return Math.ceil((totalCount - issuedCount - failedCount - cancelledCount) / chunkSize);
}
