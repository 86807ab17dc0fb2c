import { revokeCertificate } from "@attestry/database/revoke-certificate";
import { line } from "@attestry/issuing/text-fields";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import * as fields from "../requests/fields.ts";
import { findIdempotency, IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { ringForDeliveries } from "../webhooks/ring-for-deliveries.ts";
import { requireReference } from "./require-reference.ts";

const RevokeInput = z
  .strictObject({ reason: line(500).optional().meta({ example: "Issued with incorrect recipient details" }) })
  .meta({ id: "RevokeCertificateInput" });

const RevokedCertificate = z
  .strictObject({
    certificateId: fields.CertificateId,
    environment: fields.EnvironmentField,
    status: z.literal("revoked"),
    revokedAt: fields.Moment.meta({ example: "2026-05-10T09:00:00.000Z" }),
    reason: z.string().nullable().meta({ example: "Issued with incorrect recipient details" }),
    proofMode: fields.ProofMode,
    blockchain: fields.Blockchain,
  })
  .meta({ id: "RevokedCertificate" });

const route = createRoute({
  method: "post",
  path: "/v1/certificates/{certificateId}/revoke",
  operationId: "revokeCertificate",
  tags: ["Certificates"],
  summary: "Revoke a certificate",
  description: "Permanent: from the answer on, every verification says revoked. Scope `certificates.write`.",
  security: [{ apiKey: [] }],
  request: {
    params: fields.CertificateReference,
    headers: IdempotencyHeaders,
    body: { required: false, content: { "application/json": { schema: RevokeInput } } },
  },
  responses: {
    200: dataResponse("Revoked.", RevokedCertificate),
    ...keyedFailures,
    ...bodyFailures,
    404: failure("CERTIFICATE_NOT_FOUND"),
    409: failure("CERTIFICATE_REVOKED", "IDEMPOTENCY_CONFLICT"),
  },
});

export function addRevokeCertificate(api: Api): void {
  api.openapi(route, async (c) => {
    const revoked = await revokeCertificate(c.get("services").database, {
      keyHash: c.get("caller").keyHash,
      reference: requireReference(c.req.valid("param").certificateId),
      reason: c.req.valid("json").reason ?? null,
      requestId: c.get("requestId"),
      idempotency: findIdempotency(c, c.req.valid("header")["idempotency-key"]),
    });
    noteCaller(c, revoked);
    if (revoked.isReplay) c.header("Idempotent-Replayed", "true");
    else if (revoked.hasWebhooks) ringForDeliveries(c);
    const { certificateId, environment, revokedAt, reason } = revoked;
    const data = {
      certificateId,
      environment,
      status: "revoked",
      revokedAt,
      reason,
      proofMode: "pdf_only",
      blockchain: null,
    } as const;
    return c.json({ data }, 200);
  });
}
