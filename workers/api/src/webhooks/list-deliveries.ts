import { DeliveryStatus } from "@attestry/database/delivery-row";
import { listDeliveries } from "@attestry/database/list-deliveries";
import { Moment } from "@attestry/issuing/moment";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import { EventTypeField } from "../events/event-answer.ts";
import type { Api } from "../requests/api.ts";
import { parseCursor, toCursor } from "../requests/cursor.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { wholeNumber } from "../requests/whole-number.ts";
import { Delivery, toDelivery } from "./delivery-answer.ts";
import { requireWebhookId, WebhookReference } from "./webhook-reference.ts";

const ListQuery = z.strictObject({
  limit: wholeNumber(1, 100).default(20).meta({ example: 20 }),
  cursor: z.string().max(200).optional().meta({ description: "`nextCursor` of the page before." }),
  status: DeliveryStatus.optional().meta({ example: "exhausted" }),
  type: EventTypeField.optional(),
  since: Moment.optional().meta({ description: "Made at this moment or later.", example: "2026-05-01T00:00:00.000Z" }),
  until: Moment.optional().meta({ description: "Made before this moment.", example: "2026-06-01T00:00:00.000Z" }),
});

const DeliveryList = z
  .strictObject({
    environment: EnvironmentField,
    deliveries: z.array(Delivery),
    nextCursor: z.string().nullable().meta({ description: "Null on the last page.", example: null }),
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
      limit,
      after: cursor === undefined ? null : parseCursor(cursor),
      ...{ status, type, since, until },
    });
    noteCaller(c, found);
    const page = found.deliveries.slice(0, limit);
    const last = found.deliveries.length > limit ? page.at(-1) : undefined;
    const nextCursor = last ? toCursor({ createdAt: last.position, id: last.id }) : null;
    return c.json({ data: { environment: found.environment, deliveries: page.map(toDelivery), nextCursor } }, 200);
  });
}
