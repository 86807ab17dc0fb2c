import { listWebhooks } from "@attestry/database/list-webhooks";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, keyedFailures } from "../requests/responses.ts";
import { toWebhook, Webhook } from "./webhook-answer.ts";

const WebhookList = z
  .strictObject({
    environment: EnvironmentField,
    webhooks: z.array(Webhook),
    nextCursor: z.null().meta({ description: "Always null: there is one page." }),
  })
  .meta({ id: "WebhookList" });

const route = createRoute({
  method: "get",
  path: "/v1/webhooks",
  operationId: "listWebhooks",
  tags: ["Webhooks"],
  summary: "List webhooks",
  description: "All of the environment, newest first. Scope `webhooks.read`.",
  security: [{ apiKey: [] }],
  responses: { 200: dataResponse("The webhooks.", WebhookList), ...keyedFailures },
});

export function addListWebhooks(api: Api): void {
  api.openapi(route, async (c) => {
    const found = await listWebhooks(c.get("services").database, { keyHash: c.get("caller").keyHash });
    noteCaller(c, found);
    const data = { environment: found.environment, webhooks: found.webhooks.map(toWebhook), nextCursor: null };
    return c.json({ data }, 200);
  });
}
