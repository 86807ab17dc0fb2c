import { activateTemplate } from "@attestry/database/move-template";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { findIdempotency, IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { toWrittenTemplate, WrittenTemplate } from "./template-answer.ts";
import { requireTemplateId, TemplateReference } from "./template-reference.ts";

const ActivatedTemplate = z
  .strictObject({ environment: EnvironmentField, template: WrittenTemplate })
  .meta({ id: "ActivatedTemplate" });

const route = createRoute({
  method: "post",
  path: "/v1/templates/{templateId}/activate",
  operationId: "activateTemplate",
  tags: ["Templates"],
  summary: "Activate a template",
  description:
    "From the answer on it can be issued with, also when it was archived. Activating an active template changes nothing. Scope `templates.write`.",
  security: [{ apiKey: [] }],
  request: {
    params: TemplateReference,
    headers: IdempotencyHeaders,
    body: {
      required: false,
      content: { "application/json": { schema: z.strictObject({}).meta({ id: "ActivateTemplateInput" }) } },
    },
  },
  responses: {
    200: dataResponse("Active.", ActivatedTemplate),
    ...keyedFailures,
    ...bodyFailures,
    404: failure("TEMPLATE_NOT_FOUND"),
    409: failure("IDEMPOTENCY_CONFLICT"),
  },
});

export function addActivateTemplate(api: Api): void {
  api.openapi(route, async (c) => {
    const moved = await activateTemplate(c.get("services").database, {
      keyHash: c.get("caller").keyHash,
      requestId: c.get("requestId"),
      idempotency: findIdempotency(c, c.req.valid("header")["idempotency-key"]),
      templateId: requireTemplateId(c.req.valid("param")),
    });
    noteCaller(c, moved);
    if (moved.isReplay) c.header("Idempotent-Replayed", "true");
    return c.json({ data: { environment: moved.environment, template: toWrittenTemplate(moved.template) } }, 200);
  });
}
