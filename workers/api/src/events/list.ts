import { listEvents } from "@attestry/database/list-events";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import { requireReference } from "../certificates/require-reference.ts";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { cutPage, nextCursorField, pageQuery, toCursor, toRange } from "../requests/page.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { Event, EventTypeField, toEvent } from "./event-answer.ts";

const ListQuery = z.strictObject({
  ...pageQuery,
  type: EventTypeField.optional(),
  certificateId: z
    .string()
    .optional()
    .meta({ description: "Those of one certificate: its id, or its uuid.", example: "CX-CLIENT-0001" }),
});

const EventList = z
  .strictObject({
    environment: EnvironmentField,
    events: z.array(Event),
    nextCursor: nextCursorField,
  })
  .meta({ id: "EventList" });

const route = createRoute({
  method: "get",
  path: "/v1/events",
  operationId: "listEvents",
  tags: ["Events"],
  summary: "List events",
  description: "Newest first, by cursor, whether or not a webhook listens. Filters combine. Scope `webhooks.read`.",
  security: [{ apiKey: [] }],
  request: { query: ListQuery },
  responses: {
    200: dataResponse("One page.", EventList),
    ...keyedFailures,
    400: failure("VALIDATION_ERROR"),
    404: failure("CERTIFICATE_NOT_FOUND"),
  },
});

export function addListEvents(api: Api): void {
  api.openapi(route, async (c) => {
    const { limit, cursor, type = null, certificateId } = c.req.valid("query");
    const found = await listEvents(c.get("services").database, {
      keyHash: c.get("caller").keyHash,
      ...toRange({ limit, cursor }),
      type,
      certificateReference: certificateId === undefined ? null : requireReference(certificateId),
    });
    noteCaller(c, found);
    const { page, nextCursor } = cutPage(found.events, limit, toCursor);
    return c.json({ data: { environment: found.environment, events: page.map(toEvent), nextCursor } }, 200);
  });
}
