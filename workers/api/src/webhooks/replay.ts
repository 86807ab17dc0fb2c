import { ApiError } from "@attestry/certificate/api-error";
import { startWebhookReplay } from "@attestry/database/start-webhook-replay";
import { Moment } from "@attestry/issuing/moment";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { toWriter } from "../requests/writer.ts";
import { oneReplay, toReplay } from "./replay-answer.ts";
import { ringForDeliveries } from "./ring-for-deliveries.ts";
import { EventChoice } from "./webhook-input.ts";
import { requireWebhookId, WebhookReference } from "./webhook-reference.ts";

const ReplayInput = z
  .strictObject({
    since: Moment.meta({ description: "Events written at this moment or later.", example: "2026-05-01T00:00:00.000Z" }),
    until: Moment.optional().meta({
      description: "Events written before this moment; now, at the latest.",
      example: "2026-06-01T00:00:00.000Z",
    }),
    types: EventChoice.optional().meta({ description: "Those that the webhook listens to, when missing." }),
  })
  .refine(({ since, until }) => until === undefined || since < until, { path: ["until"], message: "must be after since" })
  .meta({ id: "ReplayWebhookInput" });

const StartedReplay = z.strictObject(oneReplay).meta({ id: "StartedWebhookReplay" });

const route = createRoute({
  method: "post",
  path: "/v1/webhooks/{webhookId}/replay",
  operationId: "startWebhookReplay",
  tags: ["Webhooks"],
  summary: "Replay events to a webhook",
  description:
    "Sends the events of a span of time again, in the background, also those that were never sent to it. One replay of a webhook at a " +
    "time. Scope `webhooks.write`.",
  security: [{ apiKey: [] }],
  request: {
    params: WebhookReference,
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: ReplayInput } } },
  },
  responses: {
    202: dataResponse("The replay has begun.", StartedReplay),
    ...keyedFailures,
    ...bodyFailures,
    404: failure("WEBHOOK_NOT_FOUND"),
    409: failure("WEBHOOK_INACTIVE", "LIMIT_REACHED", "IDEMPOTENCY_CONFLICT"),
  },
});

export function addStartWebhookReplay(api: Api): void {
  api.openapi(route, async (c) => {
    const { database, now } = c.get("services");
    const { since, until = null, types = null } = c.req.valid("json");
    requirePast(since, now());
    const started = await startWebhookReplay(database, {
      ...toWriter(c, c.req.valid("header")["idempotency-key"]),
      reference: requireWebhookId(c.req.valid("param")),
      ...{ since, until, types },
    });
    noteCaller(c, started);
    if (started.isReplay) c.header("Idempotent-Replayed", "true");
    else ringForDeliveries(c);
    return c.json({ data: { environment: started.environment, replay: toReplay(started.replay) } }, 202);
  });
}

function requirePast(since: string, now: Date): void {
  if (Date.parse(since) < now.getTime()) return;
  throw new ApiError("VALIDATION_ERROR", { issues: [{ path: "since", message: "must lie in the past" }] });
}
