import { cancelBatch } from "@attestry/database/change-batch";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { IdempotencyHeaders } from "../requests/idempotency.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { ringForDeliveries } from "../webhooks/ring-for-deliveries.ts";
import { Batch } from "./batch-answer.ts";
import { BatchReference, requireBatchId } from "./batch-reference.ts";
import { toChange, toChangedBatch } from "./change.ts";

const CancelledBatch = z.strictObject({ environment: EnvironmentField, batch: Batch }).meta({ id: "CancelledBatch" });

const route = createRoute({
  method: "post",
  path: "/v1/batches/{batchId}/cancel",
  operationId: "cancelBatch",
  tags: ["Batches"],
  summary: "Cancel a batch",
  description:
    "What is not issued yet never will be; its credits are given back. What is issued stays. Scope `certificates.write`.",
  security: [{ apiKey: [] }],
  request: { params: BatchReference, headers: IdempotencyHeaders },
  responses: {
    200: dataResponse("The batch as it ended.", CancelledBatch),
    ...keyedFailures,
    400: failure("VALIDATION_ERROR"),
    404: failure("BATCH_NOT_FOUND"),
    409: failure("BATCH_FINISHED", "IDEMPOTENCY_CONFLICT"),
  },
});

export function addCancelBatch(api: Api): void {
  api.openapi(route, async (c) => {
    const change = toChange(c, requireBatchId(c.req.valid("param")), c.req.valid("header")["idempotency-key"]);
    const cancelled = await cancelBatch(c.get("services").database, change);
    if (!cancelled.isReplay) ringForDeliveries(c);
    return c.json({ data: toChangedBatch(c, cancelled) }, 200);
  });
}
