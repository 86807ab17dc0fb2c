import { certificateIdPattern } from "@attestry/certificate/certificate-id";
import { revokeCertificates } from "@attestry/database/revoke-certificates";
import { line } from "@attestry/issuing/text-fields";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField, Moment } from "../requests/fields.ts";
import { findIdempotency, IdempotencyHeaders } from "../requests/idempotency.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { bodyFailures, dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { ringForDeliveries } from "../webhooks/ring-for-deliveries.ts";

const mostIds = 10_000;
const example = ["CX-BATCH-0001", "CX-BATCH-0002"];

const BulkRevokeInput = z
  .strictObject({
    certificateIds: z
      .array(z.string().regex(certificateIdPattern, "must be 1 to 64 of the characters A-Z a-z 0-9 . _ -"))
      .min(1, "must name at least one certificate")
      .max(mostIds, `must be at most ${mostIds} ids`)
      .optional()
      .meta({ description: "Their certificateIds, or their uuids; one given twice counts once.", example }),
    batchId: z.guid("must be a uuid").optional().meta({ description: "In place of ids: all that this batch issued." }),
    reason: line(500).optional().meta({ example: "The course was not accredited" }),
    dryRun: z.boolean().default(false).meta({ description: "Only tell what would happen.", example: false }),
  })
  .refine((input) => (input.certificateIds === undefined) !== (input.batchId === undefined), {
    path: ["certificateIds"],
    message: "or batchId must be given, and only one of them",
  })
  .meta({ id: "BulkRevokeInput" });

const RevokedCertificates = z
  .strictObject({
    environment: EnvironmentField,
    dryRun: z.boolean(),
    revokedCount: z.int().meta({ description: "Or would be revoked, in a dry run.", example: 2 }),
    alreadyRevoked: z.array(z.string()).meta({ example: [] }),
    notFound: z.array(z.string()).meta({ example: [] }),
    reason: z.string().nullable().meta({ example: "The course was not accredited" }),
    revokedAt: Moment.nullable().meta({ description: "Null when nothing was revoked." }),
  })
  .meta({ id: "RevokedCertificates" });

const route = createRoute({
  method: "post",
  path: "/v1/certificates/bulk-revoke",
  operationId: "bulkRevokeCertificates",
  tags: ["Batches"],
  summary: "Revoke many certificates",
  description:
    "Permanent, and in one step: those that are named, or all that a batch issued. What is revoked already or not there is told and does " +
    "not hinder the others. Scope `certificates.write`.",
  security: [{ apiKey: [] }],
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: BulkRevokeInput } } },
  },
  responses: {
    200: dataResponse("What happened, or would.", RevokedCertificates),
    ...keyedFailures,
    ...bodyFailures,
    404: failure("BATCH_NOT_FOUND"),
    409: failure("IDEMPOTENCY_CONFLICT"),
  },
});

export function addBulkRevokeCertificates(api: Api): void {
  api.openapi(route, async (c) => {
    const { certificateIds = null, batchId = null, reason = null, dryRun: isDryRun } = c.req.valid("json");
    const revoked = await revokeCertificates(c.get("services").database, {
      keyHash: c.get("caller").keyHash,
      requestId: c.get("requestId"),
      idempotency: findIdempotency(c, c.req.valid("header")["idempotency-key"]),
      ...{ certificateIds, batchId, reason, isDryRun },
    });
    noteCaller(c, revoked);
    if (revoked.isReplay) c.header("Idempotent-Replayed", "true");
    else if (revoked.hasWebhooks && !revoked.isDryRun && revoked.revokedCount > 0) ringForDeliveries(c, revoked.revokedCount);
    const { environment, revokedCount, alreadyRevoked, notFound, revokedAt } = revoked;
    const data = {
      environment,
      dryRun: revoked.isDryRun,
      revokedCount,
      alreadyRevoked,
      notFound,
      reason: revoked.reason,
      revokedAt,
    };
    return c.json({ data }, 200);
  });
}
