import { ApiError } from "@attestry/certificate/api-error";
import { DatabaseFailure } from "@attestry/database/database";
import { listTemplates } from "@attestry/database/list-templates";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField, Moment } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, keyedFailures } from "../requests/responses.ts";

const Field = z.strictObject({
  key: z.string().meta({ example: "identification_no" }),
  label: z.string().meta({ example: "Identification No." }),
  type: z.string().meta({ example: "text" }),
  visibility: z
    .enum(["public", "private"])
    .meta({ description: "Whether its value belongs in publicMetadata or privateMetadata." }),
});

const Template = z
  .strictObject({
    id: z.guid().meta({ example: "8e884cad-6a34-4f15-9d6d-0c2798d4d002" }),
    name: z.string().meta({ example: "Classic Academic" }),
    description: z.string().meta({ example: "Formal certificate with a strong border." }),
    is_premium: z.boolean().meta({ example: false }),
    is_active: z.boolean().meta({ example: true }),
    metadata_schema: z.strictObject({ fields: z.array(Field) }),
    updated_at: Moment,
  })
  .meta({ id: "Template" });

const TemplateList = z.strictObject({ environment: EnvironmentField, templates: z.array(Template) }).meta({ id: "TemplateList" });

const route = createRoute({
  method: "get",
  path: "/v1/templates",
  operationId: "listTemplates",
  tags: ["Templates"],
  summary: "List templates",
  description: "The active templates of your organization, then the platform's. Scope `templates.read`.",
  security: [{ apiKey: [] }],
  responses: { 200: dataResponse("Ready to issue with.", TemplateList), ...keyedFailures },
});

export function addListTemplates(api: Api): void {
  api.openapi(route, async (c) => {
    const found = await listTemplates(c.get("services").database, { keyHash: c.get("caller").keyHash }).catch(concealFailure);
    noteCaller(c, found);
    const templates = found.templates.map(({ id, name, description, isPremium, isActive, metadataSchema, updatedAt }) => ({
      id,
      name,
      description,
      is_premium: isPremium,
      is_active: isActive,
      metadata_schema: metadataSchema,
      updated_at: updatedAt,
    }));
    return c.json({ data: { environment: found.environment, templates } }, 200);
  });
}

function concealFailure(error: unknown): never {
  throw error instanceof DatabaseFailure
    ? new ApiError("INTERNAL_ERROR", { message: "Unable to load templates.", cause: error })
    : error;
}
