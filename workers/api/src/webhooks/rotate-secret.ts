import { getWebhookContext } from "@attestry/database/get-webhook-context";
import { rotateWebhookSecret } from "@attestry/database/rotate-webhook-secret";
import type { WebhookWithSecret } from "@attestry/database/webhook-row";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { toWriter, type Writer } from "../requests/writer.ts";
import type { Services } from "../services.ts";
import { makeSealedSecret, openSecret, SigningSecret } from "./signing-secret.ts";
import { oneWebhook, toWebhook } from "./webhook-answer.ts";
import { requireWebhookId, WebhookReference } from "./webhook-reference.ts";

const oneDaySeconds = 86_400;

const RotateInput = z
  .strictObject({
    overlapSeconds: z
      .int("must be a whole number")
      .min(0, "must be at least 0")
      .max(oneDaySeconds, `must be at most ${oneDaySeconds}`)
      .default(oneDaySeconds)
      .meta({ description: "How long the secret before it signs too. 0: it signs nothing any more.", example: oneDaySeconds }),
    force: z.boolean().default(false).meta({
      description: "Rotate although two secrets sign: of those only the newer one is kept beside the new one.",
      example: false,
    }),
  })
  .meta({ id: "RotateWebhookSecretInput" });

const RotatedWebhook = z.strictObject({ ...oneWebhook, signingSecret: SigningSecret }).meta({ id: "RotatedWebhook" });

const route = createRoute({
  method: "post",
  path: "/v1/webhooks/{webhookId}/rotate-secret",
  operationId: "rotateWebhookSecret",
  tags: ["Webhooks"],
  summary: "Rotate a webhook's secret",
  description:
    "Makes a new secret, which is shown this once. For a day at most the one before it signs too, so that you can change over without " +
    "refusing anything. Scope `webhooks.write`.",
  security: [{ apiKey: [] }],
  request: {
    params: WebhookReference,
    headers: IdempotencyHeaders,
    body: { required: false, content: { "application/json": { schema: RotateInput } } },
  },
  responses: {
    200: dataResponse("The new secret signs from now on.", RotatedWebhook),
    ...keyedFailures,
    ...bodyFailures,
    404: failure("WEBHOOK_NOT_FOUND"),
    409: failure("ROTATION_UNDER_WAY", "IDEMPOTENCY_CONFLICT"),
  },
});

export function addRotateWebhookSecret(api: Api): void {
  api.openapi(route, async (c) => {
    const services = c.get("services");
    const writer = toWriter(c, c.req.valid("header")["idempotency-key"]);
    // Of a request without a body nothing is parsed, defaults included.
    const input = RotateInput.parse(c.req.valid("json"));
    const rotated = await rotateSealedSecret(services, writer, requireWebhookId(c.req.valid("param")), input);
    noteCaller(c, rotated);
    if (rotated.isReplay) c.header("Idempotent-Replayed", "true");
    const { environment, webhook } = rotated;
    const signingSecret = await openSecret(services.webhooks, rotated);
    return c.json({ data: { environment, webhook: toWebhook(webhook), signingSecret } }, 200);
  });
}

/** Throws ApiError: what its two database calls throw. */
async function rotateSealedSecret(
  { database, webhooks }: Services,
  writer: Writer,
  webhookId: string,
  { overlapSeconds, force: isForced }: z.infer<typeof RotateInput>,
): Promise<WebhookWithSecret> {
  const { organization, environment } = await getWebhookContext(database, { ...writer, access: "write" });
  const sealedSecret = await makeSealedSecret(webhooks, { organizationId: organization.id, environment, webhookId });
  return rotateWebhookSecret(database, { ...writer, reference: webhookId, sealedSecret, overlapSeconds, isForced });
}
