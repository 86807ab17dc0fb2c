import { DeliveryStatus } from "@attestry/database/delivery-row";
import { listDeliveries } from "@attestry/database/list-deliveries";
import { Moment } from "@attestry/issuing/moment";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import { EventTypeField } from "../events/event-answer.ts";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { cutPage, nextCursorField, pageQuery, toCursor, toRange } from "../requests/page.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { Delivery, toDelivery } from "./delivery-answer.ts";
import { requireWebhookId, WebhookReference } from "./webhook-reference.ts";

const ListQuery = z
  .strictObject({
    ...pageQuery,
    status: DeliveryStatus.optional().meta({ example: "exhausted" }),
    type: EventTypeField.optional(),
    since: Moment.optional().meta({ description: "Made at this moment or later.", example: "2026-05-01T00:00:00.000Z" }),
    until: Moment.optional().meta({ description: "Made before this moment.", example: "2026-06-01T00:00:00.000Z" }),
  })
  .refine(({ since, until }) => since === undefined || until === undefined || since < until, {
    path: ["until"],
    message: "must be after since",
  });

const DeliveryList = z
  .strictObject({
    environment: EnvironmentField,
    deliveries: z.array(Delivery),
    nextCursor: nextCursorField,
  })
  .meta({ id: "WebhookDeliveryList" });

const route = createRoute({
  method: "get",
  path: "/v1/webhooks/{webhookId}/deliveries",
  operationId: "listDeliveries",
  tags: ["Webhooks"],
  summary: "List a webhook's deliveries",
  description:
    "Newest first, each with its attempts, the newest 32 of them. Filters combine. Kept for 30 days after its end. Scope `webhooks.read`.",
  security: [{ apiKey: [] }],
  request: { params: WebhookReference, query: ListQuery },
  responses: {
    200: dataResponse("One page.", DeliveryList),
    ...keyedFailures,
    400: failure("VALIDATION_ERROR"),
    404: failure("WEBHOOK_NOT_FOUND"),
  },
});

export function addListDeliveries(api: Api): void {
  api.openapi(route, async (c) => {
    const { limit, cursor, status = null, type = null, since = null, until = null } = c.req.valid("query");
    const found = await listDeliveries(c.get("services").database, {
      keyHash: c.get("caller").keyHash,
      reference: requireWebhookId(c.req.valid("param")),
      ...toRange({ limit, cursor }),
      ...{ status, type, since, until },
    });
    noteCaller(c, found);
    const { page, nextCursor } = cutPage(found.deliveries, limit, toCursor);
    return c.json({ data: { environment: found.environment, deliveries: page.map(toDelivery), nextCursor } }, 200);
  });
}
