import { deleteWebhook } from "@attestry/database/delete-webhook";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { toWriter } from "../requests/writer.ts";
import { requireWebhookId, WebhookReference } from "./webhook-reference.ts";

const DeletedWebhook = z
  .strictObject({
    environment: EnvironmentField,
    webhook: z.strictObject({
      id: z.guid().meta({ example: "ff99b705-1db0-4b5d-894e-91347ce53648" }),
      deleted: z.literal(true),
    }),
  })
  .meta({ id: "DeletedWebhook" });

const route = createRoute({
  method: "delete",
  path: "/v1/webhooks/{webhookId}",
  operationId: "deleteWebhook",
  tags: ["Webhooks"],
  summary: "Delete a webhook",
  description: "What waits for it is not sent any more, and the record of its deliveries goes with it. Scope `webhooks.write`.",
  security: [{ apiKey: [] }],
  request: { params: WebhookReference, headers: IdempotencyHeaders },
  responses: {
    200: dataResponse("Deleted.", DeletedWebhook),
    ...keyedFailures,
    400: failure("VALIDATION_ERROR"),
    404: failure("WEBHOOK_NOT_FOUND"),
    409: failure("IDEMPOTENCY_CONFLICT"),
  },
});

export function addDeleteWebhook(api: Api): void {
  api.openapi(route, async (c) => {
    const writer = toWriter(c, c.req.valid("header")["idempotency-key"]);
    const reference = requireWebhookId(c.req.valid("param"));
    const deleted = await deleteWebhook(c.get("services").database, { ...writer, reference });
    noteCaller(c, deleted);
    if (deleted.isReplay) c.header("Idempotent-Replayed", "true");
    const webhook = { id: deleted.id, deleted: true } as const;
    return c.json({ data: { environment: deleted.environment, webhook } }, 200);
  });
}
