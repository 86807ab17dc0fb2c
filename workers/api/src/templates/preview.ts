import { previewCertificate } from "@attestry/issuing/preview-certificate";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, failure, keyedFailures } from "../requests/responses.ts";
import { sampleInput, toSample } from "./preview-sample.ts";
import { previewResponse, respondWithPreview } from "./respond-with-preview.ts";
import { requireTemplateId, TemplateReference } from "./template-reference.ts";

const PreviewInput = z.strictObject(sampleInput).meta({ id: "PreviewTemplateInput" });

const route = createRoute({
  method: "post",
  path: "/v1/templates/{templateId}/preview",
  operationId: "previewTemplate",
  tags: ["Templates"],
  summary: "Preview a template",
  description:
    "A PDF, or a picture, of a made-up certificate, watermarked like a sandbox one in either environment. Nothing is stored and no credit is taken; " +
    "the template may have any status. Scope `templates.read`.",
  security: [{ apiKey: [] }],
  request: {
    params: TemplateReference,
    body: { required: false, content: { "application/json": { schema: PreviewInput } } },
  },
  responses: { 200: previewResponse, ...keyedFailures, ...bodyFailures, 404: failure("TEMPLATE_NOT_FOUND") },
});

export function addPreviewTemplate(api: Api): void {
  api.openapi(route, async (c) => {
    const subject = { templateId: requireTemplateId(c.req.valid("param")) };
    // Without a body nothing is validated, and no default is set.
    const input = PreviewInput.parse(c.req.valid("json"));
    const { context, bytes } = await previewCertificate(c.get("services"), c.get("caller"), subject, toSample(input));
    noteCaller(c, context);
    return respondWithPreview(c, bytes, input);
  });
}
