import { getWebhookContext } from "@attestry/database/get-webhook-context";
import { type UpdateWebhookInput, updateWebhook } from "@attestry/database/update-webhook";
import { toStoredUrl } from "@attestry/webhooks/find-target-problem";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { toWriter, type Writer } from "../requests/writer.ts";
import type { Services } from "../services.ts";
import { requireTarget } from "./require-target.ts";
import { oneWebhook, toWebhook } from "./webhook-answer.ts";
import { Description, EventChoice, Url } from "./webhook-input.ts";
import { requireWebhookId, WebhookReference } from "./webhook-reference.ts";

const UpdateInput = z
  .strictObject({
    url: Url.optional(),
    description: Description.optional(),
    events: EventChoice.optional(),
    active: z.boolean().optional().meta({
      description:
        "False: no event is sent, and what waits ends as `exhausted`; it can be replayed. True also ends our having switched it off.",
      example: true,
    }),
  })
  .refine((changes) => Object.keys(changes).length > 0, "must name at least one of url, description, events, active")
  .meta({ id: "UpdateWebhookInput" });

const UpdatedWebhook = z.strictObject(oneWebhook).meta({ id: "UpdatedWebhook" });

const route = createRoute({
  method: "patch",
  path: "/v1/webhooks/{webhookId}",
  operationId: "updateWebhook",
  tags: ["Webhooks"],
  summary: "Change a webhook",
  description: "What is not named stays. What waits already is sent to a new URL too. Scope `webhooks.write`.",
  security: [{ apiKey: [] }],
  request: {
    params: WebhookReference,
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: UpdateInput } } },
  },
  responses: {
    200: dataResponse("The webhook as it is now.", UpdatedWebhook),
    ...keyedFailures,
    ...bodyFailures,
    404: failure("WEBHOOK_NOT_FOUND"),
    409: failure("IDEMPOTENCY_CONFLICT"),
  },
});

export function addUpdateWebhook(api: Api): void {
  api.openapi(route, async (c) => {
    const writer = toWriter(c, c.req.valid("header")["idempotency-key"]);
    const reference = requireWebhookId(c.req.valid("param"));
    const changes = toChanges(c.req.valid("json"));
    if (changes.url !== undefined) await requireNewTarget(c.get("services"), writer, changes.url);
    const updated = await updateWebhook(c.get("services").database, { ...writer, reference, changes });
    noteCaller(c, updated);
    if (updated.isReplay) c.header("Idempotent-Replayed", "true");
    return c.json({ data: { environment: updated.environment, webhook: toWebhook(updated.webhook) } }, 200);
  });
}

function toChanges({ url, description, events, active }: z.infer<typeof UpdateInput>): UpdateWebhookInput["changes"] {
  return {
    ...(url !== undefined && { url: toStoredUrl(url) }),
    ...(description !== undefined && { description }),
    ...(events !== undefined && { events }),
    ...(active !== undefined && { isActive: active }),
  };
}

/** What a retry changes was judged before. */
async function requireNewTarget({ database, webhooks }: Services, writer: Writer, url: string): Promise<void> {
  const context = await getWebhookContext(database, { ...writer, access: "write" });
  if (!context.isReplay) await requireTarget(webhooks, url);
}
