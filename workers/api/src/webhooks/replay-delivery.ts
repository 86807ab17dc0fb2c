import { replayDelivery } from "@attestry/database/replay-delivery";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { requireUuid } from "../requests/require-uuid.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { toWriter } from "../requests/writer.ts";
import { Delivery, toDelivery } from "./delivery-answer.ts";
import { ringForDeliveries } from "./ring-for-deliveries.ts";
import { requireWebhookId, WebhookReference } from "./webhook-reference.ts";

const ReplayedDelivery = z.strictObject({ environment: EnvironmentField, delivery: Delivery }).meta({ id: "ReplayedDelivery" });

const route = createRoute({
  method: "post",
  path: "/v1/webhooks/{webhookId}/deliveries/{deliveryId}/replay",
  operationId: "replayDelivery",
  tags: ["Webhooks"],
  summary: "Replay a delivery",
  description:
    "Sends it again, at once and with the whole schedule of attempts before it, whatever became of it. The event's id stays, so that a " +
    "receiver knows it again. Scope `webhooks.write`.",
  security: [{ apiKey: [] }],
  request: {
    params: WebhookReference.extend({ deliveryId: z.string().meta({ example: "3e0a7b52-6c1f-4d85-a9b4-70c2e81f5d36" }) }),
    headers: IdempotencyHeaders,
  },
  responses: {
    202: dataResponse("It is on its way.", ReplayedDelivery),
    ...keyedFailures,
    400: failure("VALIDATION_ERROR"),
    404: failure("WEBHOOK_NOT_FOUND", "DELIVERY_NOT_FOUND"),
    409: failure("WEBHOOK_INACTIVE", "IDEMPOTENCY_CONFLICT"),
  },
});

export function addReplayDelivery(api: Api): void {
  api.openapi(route, async (c) => {
    const params = c.req.valid("param");
    const replayed = await replayDelivery(c.get("services").database, {
      ...toWriter(c, c.req.valid("header")["idempotency-key"]),
      reference: requireWebhookId(params),
      deliveryId: requireUuid(params.deliveryId, "DELIVERY_NOT_FOUND"),
    });
    noteCaller(c, replayed);
    if (replayed.isReplay) c.header("Idempotent-Replayed", "true");
    else ringForDeliveries(c);
    return c.json({ data: { environment: replayed.environment, delivery: toDelivery(replayed.delivery) } }, 202);
  });
}
