import { getWebhookContext } from "@attestry/database/get-webhook-context";
import { toEventSchema, toExampleEvent } from "@attestry/webhooks/event-schema";
import { type EventTypeName, eventTypeNames, eventTypes } from "@attestry/webhooks/event-types";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, keyedFailures } from "../requests/responses.ts";
import { Event } from "./event-answer.ts";

const EventType = z
  .strictObject({
    type: z.string().meta({ example: "certificate.issued" }),
    description: z.string().meta({ example: "A certificate was issued." }),
    canBeChosen: z.boolean().meta({ description: "Whether a webhook can listen to it.", example: true }),
    schema: z
      .record(z.string(), z.unknown())
      .meta({ description: "JSON Schema (2020-12) of the whole event.", example: { type: "object" } }),
    example: Event,
  })
  .meta({ id: "EventType" });

const EventTypeList = z
  .strictObject({
    environment: EnvironmentField,
    eventTypes: z.array(EventType),
    nextCursor: z.null().meta({ description: "Always null: there is one page." }),
  })
  .meta({ id: "EventTypeList" });

const route = createRoute({
  method: "get",
  path: "/v1/event-types",
  operationId: "listEventTypes",
  tags: ["Events"],
  summary: "List event types",
  description: "All that there are, with the shape of each and an example. Scope `webhooks.read`.",
  security: [{ apiKey: [] }],
  responses: { 200: dataResponse("The event types.", EventTypeList), ...keyedFailures },
});

export function addListEventTypes(api: Api): void {
  const described = eventTypeNames.map((type) => {
    const { description, canBeChosen } = eventTypes[type];
    return { type, description, canBeChosen, schema: toJsonSchema(type), example: toExampleEvent(type) };
  });
  api.openapi(route, async (c) => {
    const caller = { keyHash: c.get("caller").keyHash, access: "read", idempotency: null } as const;
    const context = await getWebhookContext(c.get("services").database, caller);
    noteCaller(c, context);
    return c.json({ data: { environment: context.environment, eventTypes: described, nextCursor: null } }, 200);
  });
}

/** It says what there is, not that there will never be more: members may be added. */
function toJsonSchema(type: EventTypeName) {
  return z.toJSONSchema(toEventSchema(type), { override: ({ jsonSchema }) => delete jsonSchema.additionalProperties });
}
