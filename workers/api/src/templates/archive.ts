import { archiveTemplate } from "@attestry/database/move-template";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { findIdempotency, IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { toWrittenTemplate, WrittenTemplate } from "./template-answer.ts";
import { requireTemplateId, TemplateReference } from "./template-reference.ts";

const ArchivedTemplate = z
  .strictObject({ environment: EnvironmentField, template: WrittenTemplate })
  .meta({ id: "ArchivedTemplate" });

const route = createRoute({
  method: "post",
  path: "/v1/templates/{templateId}/archive",
  operationId: "archiveTemplate",
  tags: ["Templates"],
  summary: "Archive a template",
  description:
    "Requests that begin after the answer cannot issue with it; one that has begun before may still. It is no longer a default. " +
    "Certificates issued with it stay as they are. Activating brings it back. Scope `templates.write`.",
  security: [{ apiKey: [] }],
  request: {
    params: TemplateReference,
    headers: IdempotencyHeaders,
    body: {
      required: false,
      content: { "application/json": { schema: z.strictObject({}).meta({ id: "ArchiveTemplateInput" }) } },
    },
  },
  responses: {
    200: dataResponse("Archived.", ArchivedTemplate),
    ...keyedFailures,
    ...bodyFailures,
    404: failure("TEMPLATE_NOT_FOUND"),
    409: failure("IDEMPOTENCY_CONFLICT"),
  },
});

export function addArchiveTemplate(api: Api): void {
  api.openapi(route, async (c) => {
    const moved = await archiveTemplate(c.get("services").database, {
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
