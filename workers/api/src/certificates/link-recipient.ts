import { signRecipientQuery } from "@attestry/certificate/recipient-link";
import { verificationUrl } from "@attestry/certificate/verification-url";
import { getCertificate } from "@attestry/database/get-certificate";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import * as fields from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { requireReference } from "./require-reference.ts";

const daySeconds = 86_400;

const LinkQuery = z.strictObject({
  days: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    .min(1)
    .max(366)
    .default(30)
    .meta({ description: "How long the files can be taken by it.", example: 30 }),
});

const RecipientLink = z
  .strictObject({
    certificateId: fields.CertificateId,
    environment: fields.EnvironmentField,
    url: z.url().meta({
      description: "The certificate's page, with downloads of the PDF and of its picture. Whoever has the link has the files.",
      example: "https://verify.attestry.example/CX-CLIENT-0001?expires=1798761600&signature=…",
    }),
    expiresAt: fields.Moment.meta({ example: "2027-01-01T00:00:00.000Z" }),
  })
  .meta({ id: "RecipientLink" });

const route = createRoute({
  method: "get",
  path: "/v1/certificates/{certificateId}/recipient-link",
  operationId: "linkRecipient",
  tags: ["Certificates"],
  summary: "Make a recipient's link",
  description:
    "A link to hand to the recipient, as often as you like. Where the organization wants it so, the files end with the certificate's revocation. Scope `certificates.read`.",
  security: [{ apiKey: [] }],
  request: { params: fields.CertificateReference, query: LinkQuery },
  responses: {
    200: dataResponse("The link.", RecipientLink),
    ...keyedFailures,
    400: failure("VALIDATION_ERROR"),
    404: failure("CERTIFICATE_NOT_FOUND"),
  },
});

export function addLinkRecipient(api: Api): void {
  api.openapi(route, async (c) => {
    const { database, config, now } = c.get("services");
    const reference = requireReference(c.req.valid("param").certificateId);
    const found = await getCertificate(database, { keyHash: c.get("caller").keyHash, reference });
    noteCaller(c, found);
    const { certificateId, certificateUuid, document } = found.certificate;
    const { environment } = document;
    const expiresAtSeconds = Math.floor(now().getTime() / 1000) + c.req.valid("query").days * daySeconds;
    const query = signRecipientQuery(config.linkSigningKey, { environment, certificateUuid }, expiresAtSeconds);
    const url = verificationUrl(config.verifyBases, document, found.organization) + query;
    return c.json({ data: { certificateId, environment, url, expiresAt: new Date(expiresAtSeconds * 1000).toISOString() } }, 200);
  });
}
