import { getCertificate } from "@attestry/database/get-certificate";
import { createRoute } from "@hono/zod-openapi";
import type { Api } from "../requests/api.ts";
import { CertificateReference } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { Certificate, toCertificate } from "./certificate-answer.ts";
import { requireReference } from "./require-reference.ts";

const route = createRoute({
  method: "get",
  path: "/v1/certificates/{certificateId}",
  operationId: "getCertificate",
  tags: ["Certificates"],
  summary: "Read a certificate",
  description: "The latest status, a fresh link to the PDF, and the public metadata. Scope `certificates.read`.",
  security: [{ apiKey: [] }],
  request: { params: CertificateReference },
  responses: { 200: dataResponse("The certificate.", Certificate), ...keyedFailures, 404: failure("CERTIFICATE_NOT_FOUND") },
});

export function addGetCertificate(api: Api): void {
  api.openapi(route, async (c) => {
    const services = c.get("services");
    const reference = requireReference(c.req.valid("param").certificateId);
    const found = await getCertificate(services.database, { keyHash: c.get("caller").keyHash, reference });
    noteCaller(c, found);
    return c.json({ data: toCertificate(services, found.organization, found.certificate) }, 200);
  });
}
