// The wire shapes, written down a second time by hand, and strict: an answer with one key more, less or other fails its test.
import { z } from "zod";

const environment = z.enum(["sandbox", "live"]);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const link = z.strictObject({ url: z.url(), expiresIn: z.literal(3600) });

export const issued = z.strictObject({
  certificateId: z.string(),
  certificateUuid: z.uuid(),
  environment,
  status: z.literal("issued"),
  certificateHash: sha256,
  issuedAt: moment,
  verificationUrl: z.url(),
  proofMode: z.literal("pdf_only"),
  pdf: link,
  png: link,
  blockchain: z.null(),
});

export const certificate = z.strictObject({
  certificateId: z.string(),
  certificateUuid: z.uuid(),
  environment,
  status: z.enum(["issued", "revoked", "expired"]),
  recipientName: z.string(),
  recipientEmail: z.string(),
  title: z.string(),
  issueDate: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  expiresAt: moment.nullable(),
  certificateHash: sha256,
  publicMetadata: z.record(z.string(), z.unknown()),
  verificationUrl: z.url(),
  proofMode: z.literal("pdf_only"),
  pdf: link,
  png: link,
  blockchainTransactions: z.array(z.unknown()).length(0),
});

export const certificateList = z.strictObject({
  environment,
  certificates: z.array(certificate),
  nextCursor: z.string().nullable(),
});

export const revoked = z.strictObject({
  certificateId: z.string(),
  environment,
  status: z.literal("revoked"),
  revokedAt: moment,
  reason: z.string().nullable(),
  proofMode: z.literal("pdf_only"),
  blockchain: z.null(),
});

const told = {
  certificateId: z.string(),
  certificateUuid: z.uuid(),
  environment,
  certificateStatus: z.enum(["issued", "revoked", "expired"]),
  recipientName: z.string(),
  title: z.string(),
  issueDate: z.string(),
  expiresAt: moment.nullable(),
  certificateHash: sha256,
  verificationUrl: z.url(),
  proofMode: z.literal("pdf_only"),
  blockchain: z.null(),
};

export const verification = z.union([
  z.strictObject({ ...told, status: z.enum(["verified", "expired"]) }),
  z.strictObject({ ...told, status: z.literal("revoked"), revokedAt: moment, reason: z.string().nullable() }),
  z.strictObject({
    certificateId: z.string(),
    certificateUuid: z.uuid(),
    environment,
    status: z.literal("invalid"),
    certificateStatus: z.string(),
    certificateHash: sha256,
    message: z.string(),
    blockchain: z.null(),
  }),
  z.strictObject({
    certificateId: z.string(),
    environment,
    status: z.literal("not_found"),
    message: z.literal("Certificate was not found."),
    blockchain: z.null(),
  }),
]);

const shown = {
  certificateId: z.string(),
  environment,
  message: z.string(),
  recipientName: z.string(),
  title: z.string(),
  issuerName: z.string(),
  issuerDomain: z.string().nullable(),
  issuedAt: moment,
  expiresAt: moment.nullable(),
  certificateHash: sha256,
  document: z.string(),
  pdfSha256: sha256,
  file: z.enum(["pdf", "record", "other"]).nullable(),
  checkedAt: moment,
};

/** What a verification page answers to those who ask for JSON. */
export const publicAnswer = z.strictObject({
  data: z.union([
    z.strictObject({ ...shown, status: z.enum(["verified", "expired"]) }),
    z.strictObject({ ...shown, status: z.literal("revoked"), revokedAt: moment, reason: z.string().nullable() }),
    z.strictObject({
      certificateId: z.string(),
      environment,
      status: z.literal("invalid"),
      message: z.string(),
      checkedAt: moment,
    }),
    z.strictObject({ certificateId: z.string(), environment, status: z.literal("not_found"), message: z.string() }),
  ]),
});

const shownTemplate = {
  id: z.guid(),
  name: z.string(),
  description: z.string(),
  is_premium: z.boolean(),
  is_active: z.boolean(),
  metadata_schema: z.strictObject({
    fields: z.array(
      z.strictObject({
        key: z.string(),
        label: z.string(),
        type: z.enum(["text", "number", "date", "boolean", "url", "email", "choice"]),
        visibility: z.enum(["public", "private"]),
        required: z.literal(true).optional(),
        options: z.array(z.string()).min(1).optional(),
        labels: z.record(z.string(), z.string()).optional(),
      }),
    ),
    strict: z.literal(true).optional(),
  }),
  updated_at: moment,
  archived_at: moment.optional(),
};

export const templateList = z.strictObject({ environment, templates: z.array(z.strictObject(shownTemplate)) });

const writtenTemplate = { ...shownTemplate, version: z.int().min(1), created_at: moment };

export const templateWrite = z.strictObject({ environment, template: z.strictObject(writtenTemplate) });

export const templateRead = z.strictObject({
  environment,
  template: z.strictObject({
    ...writtenTemplate,
    design: z.looseObject({ page: z.looseObject({}), elements: z.array(z.looseObject({ type: z.string() })).min(1) }),
    versions: z.array(z.strictObject({ version: z.int().min(1), created_at: moment })).min(1),
  }),
});

export const preflight = z.strictObject({
  environment,
  ok: z.boolean(),
  checked: z.int(),
  failed: z.int(),
  issues: z.array(z.strictObject({ row: z.int().min(1), path: z.string(), message: z.string().min(1) })).max(1000),
});

const asset = z.strictObject({
  id: sha256,
  media_type: z.enum(["image/png", "image/jpeg", "application/pdf"]),
  size_bytes: z.int(),
  created_at: moment,
});

export const assetUpload = z.strictObject({ environment, asset });

export const assetList = z.strictObject({ environment, assets: z.array(asset) });

const count = z.int().min(0);

export const batch = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  environment,
  status: z.enum(["queued", "processing", "completed", "completed_with_errors", "cancelled"]),
  total_count: count,
  issued_count: count,
  failed_count: count,
  cancelled_count: count,
  percentage: z.int().min(0).max(100),
  estimated_finish_at: moment.nullable(),
  created_at: moment,
  started_at: moment.nullable(),
  finished_at: moment.nullable(),
});

export const batchWrite = z.strictObject({ environment, batch });

/** Of a file what it was read as. */
const charset = z
  .union([
    z.enum(["utf-8", "utf-16le", "utf-16be", "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-15"]),
    z.string().regex(/^windows-125[0-8]$/),
    z.enum(["koi8-r", "shift_jis", "euc-kr", "gb18030", "big5"]),
  ])
  .nullable();

export const batchSubmission = z.strictObject({ batch, charset });

export const batchRead = z.strictObject({ environment, batch });

export const batchList = z.strictObject({ environment, batches: z.array(batch), nextCursor: z.string().nullable() });

const locatedIssue = z.strictObject({
  path: z.string(),
  message: z.string().min(1),
  line: z.int().min(1),
  column: z.string().optional(),
});

export const batchCheck = z.strictObject({
  environment,
  totalCount: count,
  validCount: count,
  refusedCount: count,
  creditsRequired: count,
  creditsAvailable: count,
  charset,
  issues: z.array(locatedIssue).max(1000),
});

export const batchItems = z.strictObject({
  environment,
  items: z.array(
    z.strictObject({
      line: z.int().min(1),
      certificateId: z.string().nullable(),
      status: z.enum(["pending", "issued", "failed", "cancelled"]),
      error: z.strictObject({ code: z.string(), message: z.string().min(1) }).nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const bulkRevocation = z.strictObject({
  environment,
  dryRun: z.boolean(),
  revokedCount: count,
  alreadyRevoked: z.array(z.string()),
  notFound: z.array(z.string()),
  reason: z.string().nullable(),
  revokedAt: moment.nullable(),
});

const createdWebhook = {
  id: z.uuid(),
  url: z.url(),
  events: z.array(z.string()).min(1),
  active: z.boolean(),
  created_at: moment,
};

const webhook = z.strictObject({
  ...createdWebhook,
  description: z.string(),
  disabled_reason: z.enum(["gone", "failing"]).nullable(),
  disabled_at: moment.nullable(),
  failing_since: moment.nullable(),
  paused_until: moment.nullable(),
  previous_secret_until: moment.nullable(),
  updated_at: moment,
});

const signingSecret = z.string().regex(/^whsec_[0-9A-Za-z+/]{43}=$/);

export const webhookCreation = z.strictObject({ environment, webhook: z.strictObject(createdWebhook), signingSecret });

export const webhookList = z.strictObject({ environment, webhooks: z.array(webhook), nextCursor: z.string().nullable() });

export const webhookRead = z.strictObject({ environment, webhook });

export const webhookDeletion = z.strictObject({
  environment,
  webhook: z.strictObject({ id: z.uuid(), deleted: z.literal(true) }),
});

export const webhookRotation = z.strictObject({ environment, webhook, signingSecret });

const attempt = z.strictObject({
  number: z.int().min(1),
  started_at: moment,
  duration_milliseconds: count,
  status_code: z.int().nullable(),
  error: z.string().min(1).nullable(),
  response: z.string().max(1024).nullable(),
});

const delivery = z.strictObject({
  id: z.uuid(),
  event_id: z.uuid(),
  event_type: z.string(),
  status: z.enum(["pending", "delivered", "exhausted"]),
  created_at: moment,
  ended_at: moment.nullable(),
  ended_because: z.literal("webhook_inactive").nullable(),
  next_attempt_at: moment.nullable(),
  attempts: z.array(attempt),
});

export const deliveryList = z.strictObject({ environment, deliveries: z.array(delivery), nextCursor: z.string().nullable() });

export const deliveryRead = z.strictObject({ environment, delivery });

export const replayRead = z.strictObject({
  environment,
  replay: z.strictObject({
    id: z.uuid(),
    since: moment,
    until: moment,
    types: z.array(z.string()).min(1),
    replayed_count: count,
    created_at: moment,
    finished_at: moment.nullable(),
  }),
});

export const webhookStatistics = z.strictObject({
  environment,
  statistics: z.strictObject({
    since: moment,
    delivered_count: count,
    pending_count: count,
    exhausted_count: count,
    attempt_count: count,
    failed_attempt_count: count,
    errors: z.record(z.string(), count),
    median_milliseconds: count.nullable(),
    p95_milliseconds: count.nullable(),
    last_delivered_at: moment.nullable(),
  }),
});

const certificateNames = { certificateId: z.string(), certificateUuid: z.uuid(), environment, certificateHash: sha256 };

const certificateNews = {
  ...certificateNames,
  recipientName: z.string(),
  title: z.string(),
  issuedAt: moment,
  expiresAt: moment.optional(),
};

const revocationNews = { revokedAt: moment, reason: z.string().optional() };

const eventOf = (type: string, sequence: z.ZodType, data: z.core.$ZodShape) =>
  z.strictObject({ id: z.uuid(), type: z.literal(type), environment, createdAt: moment, sequence, data: z.strictObject(data) });

const number = z.int().min(1);

const source = z.enum(["api", "page", "file", "receipt", "embed"]);

export const event = z.union([
  eventOf("certificate.issued", number, certificateNews),
  eventOf("certificate.revoked", number, { ...certificateNews, ...revocationNews }),
  eventOf("certificate.expiring", number, certificateNews),
  eventOf("certificate.expired", number, certificateNews),
  eventOf("certificate.verified", z.null(), {
    ...certificateNews,
    result: z.enum(["verified", "expired"]),
    source,
  }),
  eventOf("certificate.verified", z.null(), { ...certificateNames, result: z.literal("invalid"), source }),
  eventOf("certificate.verified", z.null(), {
    ...certificateNews,
    ...revocationNews,
    result: z.literal("revoked"),
    source,
  }),
  eventOf("batch.completed", number, {
    batchId: z.uuid(),
    name: z.string(),
    environment,
    status: z.enum(["completed", "completed_with_errors", "cancelled"]),
    totalCount: count,
    issuedCount: count,
    failedCount: count,
    cancelledCount: count,
    createdAt: moment,
    finishedAt: moment,
  }),
  eventOf("webhook.disabled", z.null(), { webhookId: z.uuid(), url: z.url(), reason: z.enum(["gone", "failing"]) }),
  eventOf("webhook.test", z.null(), { webhookId: z.uuid(), message: z.string().min(1) }),
]);

export const webhookTest = z.strictObject({ environment, event, deliveryId: z.uuid() });

export const eventList = z.strictObject({ environment, events: z.array(event), nextCursor: z.string().nullable() });

export const recipientLink = z.strictObject({ certificateId: z.string(), environment, url: z.url(), expiresAt: moment });

export const verificationList = z.strictObject({
  environment,
  verifications: z.array(
    z.strictObject({
      verifiedAt: moment,
      result: z.enum(["verified", "revoked", "expired", "invalid"]),
      source,
      country: z.string().length(2).nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const verificationCounts = z.strictObject({
  environment,
  from: z.iso.date(),
  to: z.iso.date(),
  by: z.enum(["day", "country", "source", "result"]),
  totalCount: z.int().min(0),
  groups: z.array(z.strictObject({ key: z.string(), count: z.int().min(0), certificateCount: z.int().min(0) })),
});

export const eventRead = z.strictObject({ environment, event });

export const eventTypeList = z.strictObject({
  environment,
  eventTypes: z.array(
    z.strictObject({
      type: z.string(),
      description: z.string().min(1),
      canBeChosen: z.boolean(),
      schema: z.looseObject({ type: z.literal("object"), properties: z.looseObject({}) }),
      example: event,
    }),
  ),
  nextCursor: z.null(),
});

export const failure = z.strictObject({
  error: z.strictObject({
    code: z.enum([
      "VALIDATION_ERROR",
      "INVALID_API_KEY",
      "QUOTA_EXCEEDED",
      "FORBIDDEN",
      "CERTIFICATE_NOT_FOUND",
      "TEMPLATE_NOT_FOUND",
      "NOT_FOUND",
      "CERTIFICATE_EXISTS",
      "CERTIFICATE_REVOKED",
      "TEMPLATE_VERSION_CONFLICT",
      "BATCH_NOT_FOUND",
      "BATCH_FINISHED",
      "WEBHOOK_NOT_FOUND",
      "EVENT_NOT_FOUND",
      "DELIVERY_NOT_FOUND",
      "REPLAY_NOT_FOUND",
      "WEBHOOK_INACTIVE",
      "ROTATION_UNDER_WAY",
      "NOTHING_TO_RETRY",
      "LIMIT_REACHED",
      "IDEMPOTENCY_CONFLICT",
      "PAYLOAD_TOO_LARGE",
      "UNSUPPORTED_MEDIA_TYPE",
      "RATE_LIMITED",
      "INTERNAL_ERROR",
    ]),
    message: z.string().min(1),
    requestId: z.string().regex(/^req_[0-9a-z]{24}$/),
    issues: z
      .array(
        z.strictObject({
          path: z.string(),
          message: z.string().min(1),
          line: z.int().min(1).optional(),
          column: z.string().optional(),
        }),
      )
      .optional(),
  }),
});

const statusByCode: Record<string, number> = {
  VALIDATION_ERROR: 400,
  INVALID_API_KEY: 401,
  QUOTA_EXCEEDED: 402,
  FORBIDDEN: 403,
  CERTIFICATE_NOT_FOUND: 404,
  TEMPLATE_NOT_FOUND: 404,
  NOT_FOUND: 404,
  CERTIFICATE_EXISTS: 409,
  CERTIFICATE_REVOKED: 409,
  TEMPLATE_VERSION_CONFLICT: 409,
  BATCH_NOT_FOUND: 404,
  BATCH_FINISHED: 409,
  WEBHOOK_NOT_FOUND: 404,
  EVENT_NOT_FOUND: 404,
  DELIVERY_NOT_FOUND: 404,
  REPLAY_NOT_FOUND: 404,
  WEBHOOK_INACTIVE: 409,
  ROTATION_UNDER_WAY: 409,
  NOTHING_TO_RETRY: 409,
  LIMIT_REACHED: 409,
  IDEMPOTENCY_CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  INTERNAL_ERROR: 500,
};

/** The schema of a successful answer's `data`, by method and path. */
const successes: { method: string; path: RegExp; status: number; data: z.ZodType }[] = [
  { method: "POST", path: /^\/v1\/certificates\/issue$/, status: 201, data: issued },
  { method: "POST", path: /^\/v1\/certificates\/[^/]+\/revoke$/, status: 200, data: revoked },
  { method: "POST", path: /^\/v1\/certificates\/bulk$/, status: 202, data: batchSubmission },
  { method: "POST", path: /^\/v1\/certificates\/bulk$/, status: 200, data: batchCheck },
  { method: "POST", path: /^\/v1\/certificates\/bulk-revoke$/, status: 200, data: bulkRevocation },
  { method: "GET", path: /^\/v1\/batches$/, status: 200, data: batchList },
  { method: "GET", path: /^\/v1\/batches\/[^/]+$/, status: 200, data: batchRead },
  { method: "GET", path: /^\/v1\/batches\/[^/]+\/items$/, status: 200, data: batchItems },
  { method: "POST", path: /^\/v1\/batches\/[^/]+\/cancel$/, status: 200, data: batchWrite },
  { method: "POST", path: /^\/v1\/batches\/[^/]+\/retry$/, status: 202, data: batchWrite },
  { method: "GET", path: /^\/v1\/certificates$/, status: 200, data: certificateList },
  { method: "GET", path: /^\/v1\/certificates\/[^/]+$/, status: 200, data: certificate },
  { method: "GET", path: /^\/v1\/certificates\/[^/]+\/recipient-link$/, status: 200, data: recipientLink },
  { method: "GET", path: /^\/v1\/certificates\/[^/]+\/verifications$/, status: 200, data: verificationList },
  { method: "GET", path: /^\/v1\/analytics\/verifications$/, status: 200, data: verificationCounts },
  { method: "GET", path: /^\/v1\/verify\/[^/]+$/, status: 200, data: verification },
  { method: "GET", path: /^\/v1\/templates$/, status: 200, data: templateList },
  { method: "POST", path: /^\/v1\/templates$/, status: 201, data: templateWrite },
  { method: "GET", path: /^\/v1\/templates\/[^/]+$/, status: 200, data: templateRead },
  { method: "PUT", path: /^\/v1\/templates\/[^/]+$/, status: 200, data: templateWrite },
  { method: "POST", path: /^\/v1\/templates\/[^/]+\/(?:activate|archive)$/, status: 200, data: templateWrite },
  { method: "POST", path: /^\/v1\/templates\/[^/]+\/preflight$/, status: 200, data: preflight },
  { method: "POST", path: /^\/v1\/assets$/, status: 201, data: assetUpload },
  { method: "GET", path: /^\/v1\/assets$/, status: 200, data: assetList },
  { method: "GET", path: /^\/v1\/webhooks$/, status: 200, data: webhookList },
  { method: "POST", path: /^\/v1\/webhooks$/, status: 201, data: webhookCreation },
  { method: "GET", path: /^\/v1\/webhooks\/[^/]+$/, status: 200, data: webhookRead },
  { method: "PATCH", path: /^\/v1\/webhooks\/[^/]+$/, status: 200, data: webhookRead },
  { method: "DELETE", path: /^\/v1\/webhooks\/[^/]+$/, status: 200, data: webhookDeletion },
  { method: "POST", path: /^\/v1\/webhooks\/[^/]+\/rotate-secret$/, status: 200, data: webhookRotation },
  { method: "POST", path: /^\/v1\/webhooks\/[^/]+\/test$/, status: 202, data: webhookTest },
  { method: "GET", path: /^\/v1\/webhooks\/[^/]+\/deliveries$/, status: 200, data: deliveryList },
  { method: "POST", path: /^\/v1\/webhooks\/[^/]+\/deliveries\/[^/]+\/replay$/, status: 202, data: deliveryRead },
  { method: "POST", path: /^\/v1\/webhooks\/[^/]+\/replay$/, status: 202, data: replayRead },
  { method: "GET", path: /^\/v1\/webhooks\/[^/]+\/replays\/[^/]+$/, status: 200, data: replayRead },
  { method: "GET", path: /^\/v1\/webhooks\/[^/]+\/statistics$/, status: 200, data: webhookStatistics },
  { method: "GET", path: /^\/v1\/event-types$/, status: 200, data: eventTypeList },
  { method: "GET", path: /^\/v1\/events$/, status: 200, data: eventList },
  { method: "GET", path: /^\/v1\/events\/[^/]+$/, status: 200, data: eventRead },
];

/** Parses an answer's body strictly, by the shape that its route and status must have. Throws when it is any other. */
export function requireContract(method: string, path: string, status: number, body: unknown): void {
  if (status >= 400) {
    const { error } = failure.parse(body);
    if (statusByCode[error.code] !== status) throw new Error(`${error.code} was answered with ${status}.`);
    return;
  }
  const success = successes.find(
    (candidate) => candidate.method === method && candidate.status === status && candidate.path.test(path),
  );
  if (!success) throw new Error(`${method} ${path} may not answer ${status}.`);
  z.strictObject({ data: success.data }).parse(body);
}
