import { preflightCertificates } from "@attestry/issuing/preflight-certificates";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { requireTemplateId, TemplateReference } from "./template-reference.ts";

const aRow = { recipientName: "Aina Rahman", recipientEmail: "aina.rahman@example.com", title: "Safety Training Certificate" };

/** Judged row by row, so that one bad row does not hide the others. */
const Row = z.custom<unknown>((value) => value !== undefined).meta({ type: "object", example: aRow });

const PreflightInput = z
  .strictObject({
    certificates: z
      .array(Row)
      .min(1, "certificates must contain at least 1 item.")
      .max(1000, "certificates must contain at most 1000 items.")
      .meta({ description: "Each as the body of an issue request; a `templateId` in it must be this one or null." }),
  })
  .meta({ id: "PreflightTemplateInput" });

const Preflight = z
  .strictObject({
    environment: EnvironmentField,
    ok: z.boolean().meta({ description: "Whether all of them could be issued as they are.", example: false }),
    checked: z.int().meta({ example: 2 }),
    failed: z.int().meta({ description: "Rows with an issue.", example: 1 }),
    issues: z
      .array(
        z.strictObject({
          row: z.int().meta({ description: "The first is 1.", example: 2 }),
          path: z.string().meta({ example: "publicMetadata.hours" }),
          message: z.string().meta({ example: "is required" }),
        }),
      )
      .meta({ description: "The first 1,000, and of a row the first 20." }),
  })
  .meta({ id: "Preflight" });

const route = createRoute({
  method: "post",
  path: "/v1/templates/{templateId}/preflight",
  operationId: "preflightTemplate",
  tags: ["Templates"],
  summary: "Check certificates before issuing",
  description:
    "Checks up to 1,000 certificates as issuing would: shape, fields, ids that are taken or named twice, characters that no font has, " +
    "texts that do not fit. Nothing is stored and no credit is taken. Whether credits suffice is not checked. The body may have 4 MiB. " +
    "Scope `certificates.write`.",
  security: [{ apiKey: [] }],
  request: {
    params: TemplateReference,
    body: { required: true, content: { "application/json": { schema: PreflightInput } } },
  },
  responses: {
    200: dataResponse("What was found.", Preflight),
    ...keyedFailures,
    ...bodyFailures,
    404: failure("TEMPLATE_NOT_FOUND"),
  },
});

export function addPreflightTemplate(api: Api): void {
  api.openapi(route, async (c) => {
    const templateId = requireTemplateId(c.req.valid("param"));
    const { certificates } = c.req.valid("json");
    const result = await preflightCertificates(c.get("services"), c.get("caller"), { templateId, certificates });
    noteCaller(c, result.context);
    const { checked, failed, issues } = result;
    return c.json({ data: { environment: result.context.environment, ok: failed === 0, checked, failed, issues } }, 200);
  });
}
