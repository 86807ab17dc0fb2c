import { ApiError } from "@attestry/certificate/api-error";
import { DatabaseFailure } from "@attestry/database/database";
import { listTemplates } from "@attestry/database/list-templates";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { ListedTemplate, toListedTemplate } from "./template-answer.ts";

const ListQuery = z.strictObject({
  status: z
    .enum(["active", "inactive", "archived", "all"])
    .default("active")
    .meta({ description: "Active ones can be issued with; inactive ones are drafts; archived ones are put away." }),
});

const TemplateList = z
  .strictObject({ environment: EnvironmentField, templates: z.array(ListedTemplate) })
  .meta({ id: "TemplateList" });

const route = createRoute({
  method: "get",
  path: "/v1/templates",
  operationId: "listTemplates",
  tags: ["Templates"],
  summary: "List templates",
  description: "The templates of your organization, then the platform's; by default the active ones. Scope `templates.read`.",
  security: [{ apiKey: [] }],
  request: { query: ListQuery },
  responses: {
    200: dataResponse("All of that status: there are no pages.", TemplateList),
    ...keyedFailures,
    400: failure("VALIDATION_ERROR"),
  },
});

export function addListTemplates(api: Api): void {
  api.openapi(route, async (c) => {
    const { status } = c.req.valid("query");
    const input = { keyHash: c.get("caller").keyHash, status };
    const found = await listTemplates(c.get("services").database, input).catch(concealFailure);
    noteCaller(c, found);
    return c.json({ data: { environment: found.environment, templates: found.templates.map(toListedTemplate) } }, 200);
  });
}

function concealFailure(error: unknown): never {
  throw error instanceof DatabaseFailure
    ? new ApiError("INTERNAL_ERROR", { message: "Unable to load templates.", cause: error })
    : error;
}
