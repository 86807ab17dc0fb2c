import { createWebhook } from "@attestry/database/create-webhook";
import { getWebhookContext } from "@attestry/database/get-webhook-context";
import type { WebhookWithSecret } from "@attestry/database/webhook-row";
import { toStoredUrl } from "@attestry/webhooks/find-target-problem";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { toWriter, type Writer } from "../requests/writer.ts";
import type { Services } from "../services.ts";
import { requireTarget } from "./require-target.ts";
import { makeSealedSecret, openSecret, SigningSecret } from "./signing-secret.ts";
import { CreatedWebhook, toCreatedWebhook } from "./webhook-answer.ts";
import { Description, EventChoice, Url } from "./webhook-input.ts";

const CreateInput = z
  .strictObject({ url: Url, description: Description.default(""), events: EventChoice })
  .meta({ id: "CreateWebhookInput" });

const WebhookSecret = z
  .strictObject({ environment: EnvironmentField, webhook: CreatedWebhook, signingSecret: SigningSecret })
  .meta({ id: "CreatedWebhook" });

const route = createRoute({
  method: "post",
  path: "/v1/webhooks",
  operationId: "createWebhook",
  tags: ["Webhooks"],
  summary: "Create a webhook",
  description:
    "From the answer on, each event of the chosen types is sent to the URL, signed. The signing secret is shown this once. At most 20 in " +
    "an environment. Scope `webhooks.write`.",
  security: [{ apiKey: [] }],
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: CreateInput } } },
  },
  responses: {
    201: dataResponse("The webhook exists from now on.", WebhookSecret),
    ...keyedFailures,
    ...bodyFailures,
    409: failure("LIMIT_REACHED", "IDEMPOTENCY_CONFLICT"),
  },
});

export function addCreateWebhook(api: Api): void {
  api.openapi(route, async (c) => {
    const services = c.get("services");
    const writer = toWriter(c, c.req.valid("header")["idempotency-key"]);
    const created = await createSealedWebhook(services, writer, c.req.valid("json"));
    noteCaller(c, created);
    if (created.isReplay) c.header("Idempotent-Replayed", "true");
    const signingSecret = await openSecret(services.webhooks, created);
    const data = { environment: created.environment, webhook: toCreatedWebhook(created.webhook), signingSecret };
    return c.json({ data }, 201);
  });
}

/** Throws ApiError: what its two database calls throw, and VALIDATION_ERROR for a URL to which nothing may be sent. */
async function createSealedWebhook(
  { database, webhooks }: Services,
  writer: Writer,
  input: z.infer<typeof CreateInput>,
): Promise<WebhookWithSecret> {
  const context = await getWebhookContext(database, { ...writer, access: "write" });
  if (!context.isReplay) await requireTarget(webhooks, input.url);
  const id = crypto.randomUUID();
  const owner = { organizationId: context.organization.id, environment: context.environment, webhookId: id };
  const url = toStoredUrl(input.url);
  return createWebhook(database, { ...writer, ...input, url, id, sealedSecret: await makeSealedSecret(webhooks, owner) });
}
