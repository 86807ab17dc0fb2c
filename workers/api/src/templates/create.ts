import { createTemplate } from "@attestry/database/create-template";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { findIdempotency, IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { toWrittenTemplate, WrittenTemplate } from "./template-answer.ts";
import { requireWritten, templateInput, toTemplateWrite } from "./template-input.ts";
import { tryTemplate } from "./try-template.ts";

const CreateInput = z
  .strictObject({
    ...templateInput,
    is_active: z.boolean().default(true).meta({ description: "False keeps it a draft until it is activated." }),
  })
  .meta({ id: "CreateTemplateInput" });

const CreatedTemplate = z
  .strictObject({ environment: EnvironmentField, template: WrittenTemplate })
  .meta({ id: "CreatedTemplate" });

const route = createRoute({
  method: "post",
  path: "/v1/templates",
  operationId: "createTemplate",
  tags: ["Templates"],
  summary: "Create a template",
  description:
    "Version 1 of a template of your own, at once ready to issue with unless `is_active` is false. At most 200 in an environment. " +
    "Scope `templates.write`.",
  security: [{ apiKey: [] }],
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: CreateInput } } },
  },
  responses: {
    201: dataResponse("The template exists from now on.", CreatedTemplate),
    ...keyedFailures,
    ...bodyFailures,
    409: failure("LIMIT_REACHED", "IDEMPOTENCY_CONFLICT"),
  },
});

export function addCreateTemplate(api: Api): void {
  api.openapi(route, async (c) => {
    const input = c.req.valid("json");
    await tryTemplate(c.get("services"), c.get("caller"), { design: input.design, metadataSchema: input.metadata_schema });
    const written = await createTemplate(c.get("services").database, {
      keyHash: c.get("caller").keyHash,
      requestId: c.get("requestId"),
      idempotency: findIdempotency(c, c.req.valid("header")["idempotency-key"]),
      ...toTemplateWrite(input),
      isActive: input.is_active,
    });
    noteCaller(c, written);
    const template = toWrittenTemplate(requireWritten(written, input.design));
    if (written.isReplay) c.header("Idempotent-Replayed", "true");
    return c.json({ data: { environment: written.environment, template } }, 201);
  });
}
