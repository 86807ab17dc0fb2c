import { listVerifications } from "@attestry/database/list-verifications";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import { requireReference } from "../certificates/require-reference.ts";
import type { Api } from "../requests/api.ts";
import { CertificateReference, EnvironmentField, Moment } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { cutPage, nextCursorField, pageQuery, toCursor, toRange } from "../requests/page.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";

const ListQuery = z.strictObject({
  ...pageQuery,
});

const Verification = z
  .strictObject({
    verifiedAt: Moment,
    result: z.enum(["verified", "revoked", "expired", "invalid"]).meta({ description: "What was answered then." }),
    source: z.enum(["api", "page", "file", "receipt", "embed"]).meta({
      description:
        "Asked with a key, on the certificate's page, with a file, for a receipt, or by a badge or card on another page.",
    }),
    country: z
      .string()
      .nullable()
      .meta({ description: "ISO 3166-1 alpha-2, as the network saw it; null when it did not.", example: "MY" }),
  })
  .meta({ id: "LoggedVerification" });

const VerificationList = z
  .strictObject({
    environment: EnvironmentField,
    verifications: z.array(Verification),
    nextCursor: nextCursorField,
  })
  .meta({ id: "VerificationList" });

const route = createRoute({
  method: "get",
  path: "/v1/certificates/{certificateId}/verifications",
  operationId: "listVerifications",
  tags: ["Verification"],
  summary: "List a certificate's verifications",
  description:
    "Every time it was checked, newest first, by cursor. Nothing is kept of who asked but the country. Scope `certificates.read`.",
  security: [{ apiKey: [] }],
  request: { params: CertificateReference, query: ListQuery },
  responses: {
    200: dataResponse("One page.", VerificationList),
    ...keyedFailures,
    400: failure("VALIDATION_ERROR"),
    404: failure("CERTIFICATE_NOT_FOUND"),
  },
});

export function addListVerifications(api: Api): void {
  api.openapi(route, async (c) => {
    const { limit, cursor } = c.req.valid("query");
    const found = await listVerifications(c.get("services").database, {
      keyHash: c.get("caller").keyHash,
      reference: requireReference(c.req.valid("param").certificateId),
      ...toRange({ limit, cursor }),
    });
    noteCaller(c, found);
    const { page, nextCursor } = cutPage(found.verifications, limit, toCursor);
    const verifications = page.map(({ verifiedAt, result, source, country }) => ({ verifiedAt, result, source, country }));
    return c.json({ data: { environment: found.environment, verifications, nextCursor } }, 200);
  });
}
