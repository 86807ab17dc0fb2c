import { writeCsvSkeleton } from "@attestry/bulk/write-csv-skeleton";
import { getTemplate } from "@attestry/database/get-template";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { failure, keyedFailures } from "../requests/responses.ts";
import { requireTemplateId, TemplateReference } from "./template-reference.ts";

const route = createRoute({
  method: "get",
  path: "/v1/templates/{templateId}/csv",
  operationId: "downloadTemplateCsv",
  tags: ["Templates"],
  summary: "Download a CSV file to begin with",
  description:
    "A line with the names of all columns, those of the template's fields as it labels them, and an example. It can be sent as a batch " +
    "as it is. Scope `templates.read`.",
  security: [{ apiKey: [] }],
  request: { params: TemplateReference },
  responses: {
    200: { description: "CSV in UTF-8 with a byte order mark.", content: { "text/csv": { schema: z.string() } } },
    ...keyedFailures,
    404: failure("TEMPLATE_NOT_FOUND"),
  },
});

export function addDownloadTemplateCsv(api: Api): void {
  api.openapi(route, async (c) => {
    const templateId = requireTemplateId(c.req.valid("param"));
    const found = await getTemplate(c.get("services").database, { keyHash: c.get("caller").keyHash, templateId });
    noteCaller(c, found);
    return c.body(writeCsvSkeleton(found.template.metadataSchema), 200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="template-${templateId}.csv"`,
    });
  });
}
