import { previewCertificate } from "@attestry/issuing/preview-certificate";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, keyedFailures } from "../requests/responses.ts";
import { sampleInput, toSample } from "./preview-sample.ts";
import { previewResponse, respondWithPreview } from "./respond-with-preview.ts";
import { DesignInput, SchemaInput } from "./template-input.ts";

const PreviewInput = z
  .strictObject({ metadata_schema: SchemaInput, design: DesignInput, ...sampleInput })
  .meta({ id: "PreviewDesignInput" });

const route = createRoute({
  method: "post",
  path: "/v1/templates/preview",
  operationId: "previewDesign",
  tags: ["Templates"],
  summary: "Preview a design",
  description:
    "The same for a design that is not stored yet; it is checked as if it were to be created. Nothing is stored. Scope `templates.read`.",
  security: [{ apiKey: [] }],
  request: { body: { required: true, content: { "application/json": { schema: PreviewInput } } } },
  responses: { 200: previewResponse, ...keyedFailures, ...bodyFailures },
});

export function addPreviewDesign(api: Api): void {
  api.openapi(route, async (c) => {
    const { metadata_schema: metadataSchema, design, ...sample } = c.req.valid("json");
    const subject = { body: { metadataSchema, design } };
    const { context, bytes } = await previewCertificate(c.get("services"), c.get("caller"), subject, toSample(sample));
    noteCaller(c, context);
    return respondWithPreview(c, bytes, sample);
  });
}
