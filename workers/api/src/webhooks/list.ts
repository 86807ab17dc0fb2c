import { listWebhooks } from "@attestry/database/list-webhooks";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { cutPage, nextCursorField, pageQuery, toCursor, toRange } from "../requests/page.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { toWebhook, Webhook } from "./webhook-answer.ts";

const ListQuery = z.strictObject(pageQuery);

const WebhookList = z
  .strictObject({
    environment: EnvironmentField,
    webhooks: z.array(Webhook),
    nextCursor: nextCursorField,
  })
  .meta({ id: "WebhookList" });

const route = createRoute({
  method: "get",
  path: "/v1/webhooks",
  operationId: "listWebhooks",
  tags: ["Webhooks"],
  summary: "List webhooks",
  description:
    "Newest first; an environment has twenty at most, which is one page unless `limit` says less. Scope `webhooks.read`.",
  security: [{ apiKey: [] }],
  request: { query: ListQuery },
  responses: { 200: dataResponse("One page.", WebhookList), ...keyedFailures, 400: failure("VALIDATION_ERROR") },
});

export function addListWebhooks(api: Api): void {
  api.openapi(route, async (c) => {
    const { limit, cursor } = c.req.valid("query");
    const input = { keyHash: c.get("caller").keyHash, ...toRange({ limit, cursor }) };
    const found = await listWebhooks(c.get("services").database, input);
    noteCaller(c, found);
    const { page, nextCursor } = cutPage(found.webhooks, limit, toCursor);
    return c.json({ data: { environment: found.environment, webhooks: page.map(toWebhook), nextCursor } }, 200);
  });
}
