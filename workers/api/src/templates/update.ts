import { updateTemplate } from "@attestry/database/update-template";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { findIdempotency, IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { toWrittenTemplate, WrittenTemplate } from "./template-answer.ts";
import { requireWritten, templateInput, toTemplateWrite } from "./template-input.ts";
import { requireTemplateId, TemplateReference } from "./template-reference.ts";
import { tryTemplate } from "./try-template.ts";

const UpdateInput = z
  .strictObject({
    ...templateInput,
    expected_version: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .meta({ description: "Refuse the change when the template has another version by now.", example: 1 }),
  })
  .meta({ id: "UpdateTemplateInput" });

const UpdatedTemplate = z
  .strictObject({ environment: EnvironmentField, template: WrittenTemplate })
  .meta({ id: "UpdatedTemplate" });

const route = createRoute({
  method: "put",
  path: "/v1/templates/{templateId}",
  operationId: "updateTemplate",
  tags: ["Templates"],
  summary: "Change a template",
  description:
    "Replaces name, description, fields and design. When fields or design differ, the template gets a new version, with which " +
    "requests that begin after the answer issue; certificates keep the version they were issued with. Scope `templates.write`.",
  security: [{ apiKey: [] }],
  request: {
    params: TemplateReference,
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: UpdateInput } } },
  },
  responses: {
    200: dataResponse("The template as it is now.", UpdatedTemplate),
    ...keyedFailures,
    ...bodyFailures,
    404: failure("TEMPLATE_NOT_FOUND"),
    409: failure("TEMPLATE_VERSION_CONFLICT", "LIMIT_REACHED", "IDEMPOTENCY_CONFLICT"),
  },
});

export function addUpdateTemplate(api: Api): void {
  api.openapi(route, async (c) => {
    const templateId = requireTemplateId(c.req.valid("param"));
    const input = c.req.valid("json");
    await tryTemplate(c.get("services"), c.get("caller"), { design: input.design, metadataSchema: input.metadata_schema });
    const written = await updateTemplate(c.get("services").database, {
      keyHash: c.get("caller").keyHash,
      requestId: c.get("requestId"),
      idempotency: findIdempotency(c, c.req.valid("header")["idempotency-key"]),
      templateId,
      ...toTemplateWrite(input),
      expectedVersion: input.expected_version ?? null,
    });
    noteCaller(c, written);
    const template = toWrittenTemplate(requireWritten(written, input.design));
    if (written.isReplay) c.header("Idempotent-Replayed", "true");
    return c.json({ data: { environment: written.environment, template } }, 200);
  });
}
