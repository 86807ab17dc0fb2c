import { getEvent } from "@attestry/database/get-event";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { requireUuid } from "../requests/require-uuid.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { Event, toEvent } from "./event-answer.ts";

const FoundEvent = z.strictObject({ environment: EnvironmentField, event: Event }).meta({ id: "FoundEvent" });

const route = createRoute({
  method: "get",
  path: "/v1/events/{eventId}",
  operationId: "getEvent",
  tags: ["Events"],
  summary: "Read an event",
  description: "As it is sent. Scope `webhooks.read`.",
  security: [{ apiKey: [] }],
  request: { params: z.object({ eventId: z.string().meta({ example: "0d9f6c1e-5a1b-4c57-9b1e-2f6a7d3c8e90" }) }) },
  responses: { 200: dataResponse("The event.", FoundEvent), ...keyedFailures, 404: failure("EVENT_NOT_FOUND") },
});

export function addGetEvent(api: Api): void {
  api.openapi(route, async (c) => {
    const reference = requireUuid(c.req.valid("param").eventId, "EVENT_NOT_FOUND");
    const found = await getEvent(c.get("services").database, { keyHash: c.get("caller").keyHash, reference });
    noteCaller(c, found);
    return c.json({ data: { environment: found.environment, event: toEvent(found.event) } }, 200);
  });
}
