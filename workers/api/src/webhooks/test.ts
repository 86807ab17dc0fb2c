import { testWebhook } from "@attestry/database/test-webhook";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import { Event, toEvent } from "../events/event-answer.ts";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { toWriter } from "../requests/writer.ts";
import { ringForDeliveries } from "./ring-for-deliveries.ts";
import { requireWebhookId, WebhookReference } from "./webhook-reference.ts";

const WebhookTest = z
  .strictObject({
    environment: EnvironmentField,
    event: Event,
    deliveryId: z.guid().meta({ description: "Of the delivery; its attempts say what became of it." }),
  })
  .meta({ id: "WebhookTest" });

const route = createRoute({
  method: "post",
  path: "/v1/webhooks/{webhookId}/test",
  operationId: "testWebhook",
  tags: ["Webhooks"],
  summary: "Test a webhook",
  description: "Sends a `webhook.test`, signed like every event, to this webhook alone. Scope `webhooks.write`.",
  security: [{ apiKey: [] }],
  request: { params: WebhookReference, headers: IdempotencyHeaders },
  responses: {
    202: dataResponse("It is on its way.", WebhookTest),
    ...keyedFailures,
    400: failure("VALIDATION_ERROR"),
    404: failure("WEBHOOK_NOT_FOUND"),
    409: failure("WEBHOOK_INACTIVE", "IDEMPOTENCY_CONFLICT"),
  },
});

export function addTestWebhook(api: Api): void {
  api.openapi(route, async (c) => {
    const writer = toWriter(c, c.req.valid("header")["idempotency-key"]);
    const reference = requireWebhookId(c.req.valid("param"));
    const tested = await testWebhook(c.get("services").database, { ...writer, reference });
    noteCaller(c, tested);
    if (tested.isReplay) c.header("Idempotent-Replayed", "true");
    else ringForDeliveries(c);
    const { environment, event, deliveryId } = tested;
    return c.json({ data: { environment, event: toEvent(event), deliveryId } }, 202);
  });
}
