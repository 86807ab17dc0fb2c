import { getTemplate } from "@attestry/database/get-template";
import { Design } from "@attestry/render/design";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField, Moment } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { changedFields, toWrittenTemplate } from "./template-answer.ts";
import { DesignInput } from "./template-input.ts";
import { requireTemplateId, TemplateReference } from "./template-reference.ts";

const Version = z.strictObject({ version: z.int().meta({ example: 1 }), created_at: Moment });

const TemplateWithDesign = z
  .strictObject({
    environment: EnvironmentField,
    template: z.strictObject({
      ...changedFields,
      design: DesignInput,
      versions: z.array(Version).meta({ description: "Newest first, 100 at most." }),
    }),
  })
  .meta({ id: "TemplateWithDesign" });

const route = createRoute({
  method: "get",
  path: "/v1/templates/{templateId}",
  operationId: "getTemplate",
  tags: ["Templates"],
  summary: "Read a template",
  description: "With its design, in any status, of your organization or of the platform. Scope `templates.read`.",
  security: [{ apiKey: [] }],
  request: { params: TemplateReference },
  responses: {
    200: dataResponse("The template with its current design.", TemplateWithDesign),
    ...keyedFailures,
    404: failure("TEMPLATE_NOT_FOUND"),
  },
});

export function addGetTemplate(api: Api): void {
  api.openapi(route, async (c) => {
    const templateId = requireTemplateId(c.req.valid("param"));
    const found = await getTemplate(c.get("services").database, { keyHash: c.get("caller").keyHash, templateId });
    noteCaller(c, found);
    const { design, versions } = found.template;
    const template = {
      ...toWrittenTemplate(found.template),
      design: Design.parse(design),
      versions: versions.map(({ version, createdAt }) => ({ version, created_at: createdAt })),
    };
    return c.json({ data: { environment: found.environment, template } }, 200);
  });
}
