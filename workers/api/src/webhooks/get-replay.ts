import { getWebhookReplay } from "@attestry/database/get-webhook-replay";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { requireUuid } from "../requests/require-uuid.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { oneReplay, toReplay } from "./replay-answer.ts";
import { requireWebhookId, WebhookReference } from "./webhook-reference.ts";

const FoundReplay = z.strictObject(oneReplay).meta({ id: "FoundWebhookReplay" });

const route = createRoute({
  method: "get",
  path: "/v1/webhooks/{webhookId}/replays/{replayId}",
  operationId: "getWebhookReplay",
  tags: ["Webhooks"],
  summary: "Read a replay",
  description: "How far it is. Scope `webhooks.read`.",
  security: [{ apiKey: [] }],
  request: {
    params: WebhookReference.extend({ replayId: z.string().meta({ example: "5b8d2f04-93ae-4c67-8e1d-b6f0a47c2d19" }) }),
  },
  responses: {
    200: dataResponse("The replay.", FoundReplay),
    ...keyedFailures,
    404: failure("WEBHOOK_NOT_FOUND", "REPLAY_NOT_FOUND"),
  },
});

export function addGetWebhookReplay(api: Api): void {
  api.openapi(route, async (c) => {
    const params = c.req.valid("param");
    const found = await getWebhookReplay(c.get("services").database, {
      keyHash: c.get("caller").keyHash,
      reference: requireWebhookId(params),
      replayId: requireUuid(params.replayId, "REPLAY_NOT_FOUND"),
    });
    noteCaller(c, found);
    return c.json({ data: { environment: found.environment, replay: toReplay(found.replay) } }, 200);
  });
}
