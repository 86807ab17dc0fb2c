import { getWebhook } from "@attestry/database/get-webhook";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { oneWebhook, toWebhook } from "./webhook-answer.ts";
import { requireWebhookId, WebhookReference } from "./webhook-reference.ts";

const FoundWebhook = z.strictObject(oneWebhook).meta({ id: "FoundWebhook" });

const route = createRoute({
  method: "get",
  path: "/v1/webhooks/{webhookId}",
  operationId: "getWebhook",
  tags: ["Webhooks"],
  summary: "Read a webhook",
  description: "How it is set up, and how it fares. Its secret is never shown again. Scope `webhooks.read`.",
  security: [{ apiKey: [] }],
  request: { params: WebhookReference },
  responses: { 200: dataResponse("The webhook.", FoundWebhook), ...keyedFailures, 404: failure("WEBHOOK_NOT_FOUND") },
});

export function addGetWebhook(api: Api): void {
  api.openapi(route, async (c) => {
    const reference = requireWebhookId(c.req.valid("param"));
    const found = await getWebhook(c.get("services").database, { keyHash: c.get("caller").keyHash, reference });
    noteCaller(c, found);
    return c.json({ data: { environment: found.environment, webhook: toWebhook(found.webhook) } }, 200);
  });
}
