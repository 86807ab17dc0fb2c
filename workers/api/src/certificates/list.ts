import { CertificateStatus } from "@attestry/database/certificate-row";
import { listCertificates } from "@attestry/database/list-certificates";
import { Moment } from "@attestry/issuing/moment";
import { line } from "@attestry/issuing/text-fields";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { cutPage, nextCursorField, pageQuery, toCursor, toRange } from "../requests/page.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { Certificate, toCertificate } from "./certificate-answer.ts";

const ListQuery = z.strictObject({
  ...pageQuery,
  status: CertificateStatus.optional().meta({ example: "issued" }),
  recipientEmail: line(254).optional().meta({ example: "aina.rahman@example.com" }),
  templateId: z.guid("must be a uuid").optional().meta({ example: "8e884cad-6a34-4f15-9d6d-0c2798d4d002" }),
  issuedFrom: Moment.optional().meta({ description: "Issued at this moment or later.", example: "2026-05-01T00:00:00.000Z" }),
  issuedBefore: Moment.optional().meta({ description: "Issued before this moment.", example: "2026-06-01T00:00:00.000Z" }),
});

const CertificateList = z
  .strictObject({
    environment: EnvironmentField,
    certificates: z.array(Certificate),
    nextCursor: nextCursorField,
  })
  .meta({ id: "CertificateList" });

const route = createRoute({
  method: "get",
  path: "/v1/certificates",
  operationId: "listCertificates",
  tags: ["Certificates"],
  summary: "List certificates",
  description: "Newest first, by cursor. Filters combine. Scope `certificates.read`.",
  security: [{ apiKey: [] }],
  request: { query: ListQuery },
  responses: { 200: dataResponse("One page.", CertificateList), ...keyedFailures, 400: failure("VALIDATION_ERROR") },
});

export function addListCertificates(api: Api): void {
  api.openapi(route, async (c) => {
    const services = c.get("services");
    const { limit, cursor, ...filters } = c.req.valid("query");
    const found = await listCertificates(services.database, {
      keyHash: c.get("caller").keyHash,
      ...toRange({ limit, cursor }),
      status: filters.status ?? null,
      recipientEmail: filters.recipientEmail ?? null,
      templateId: filters.templateId ?? null,
      issuedFrom: filters.issuedFrom ?? null,
      issuedBefore: filters.issuedBefore ?? null,
    });
    noteCaller(c, found);
    const { page, nextCursor } = cutPage(found.certificates, limit, ({ createdAt, certificateUuid }) =>
      toCursor({ position: createdAt, id: certificateUuid }),
    );
    const certificates = page.map((row) => toCertificate(services, found.organization, row));
    return c.json({ data: { environment: found.environment, certificates, nextCursor } }, 200);
  });
}
