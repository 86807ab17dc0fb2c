import { listEvents } from "@attestry/database/list-events";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import { requireReference } from "../certificates/require-reference.ts";
import type { Api } from "../requests/api.ts";
import { parseCursor, toCursor } from "../requests/cursor.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { wholeNumber } from "../requests/whole-number.ts";
import { Event, EventTypeField, toEvent } from "./event-answer.ts";

const ListQuery = z.strictObject({
  limit: wholeNumber(1, 100).default(20).meta({ example: 20 }),
  cursor: z.string().max(200).optional().meta({ description: "`nextCursor` of the page before." }),
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
    nextCursor: z.string().nullable().meta({ description: "Null on the last page.", example: null }),
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
      limit,
      after: cursor === undefined ? null : parseCursor(cursor),
      type,
      certificateReference: certificateId === undefined ? null : requireReference(certificateId),
    });
    noteCaller(c, found);
    const page = found.events.slice(0, limit);
    const last = found.events.length > limit ? page.at(-1) : undefined;
    const nextCursor = last ? toCursor({ createdAt: last.position, id: last.id }) : null;
    return c.json({ data: { environment: found.environment, events: page.map(toEvent), nextCursor } }, 200);
  });
}
