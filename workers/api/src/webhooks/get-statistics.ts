import { getWebhookStatistics, type WebhookStatistics } from "@attestry/database/get-webhook-statistics";
import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import type { Api } from "../requests/api.ts";
import { EnvironmentField, Moment } from "../requests/fields.ts";
import { noteCaller } from "../requests/note-caller.ts";
import { dataResponse, failure, keyedFailures } from "../requests/responses.ts";
import { wholeNumber } from "../requests/whole-number.ts";
import { requireWebhookId, WebhookReference } from "./webhook-reference.ts";

const StatisticsQuery = z.strictObject({
  days: wholeNumber(1, 30).default(7).meta({ example: 7 }),
});

const Statistics = z
  .strictObject({
    since: Moment.meta({ description: "Deliveries made at this moment or later are counted." }),
    delivered_count: z.int().meta({ example: 1180 }),
    pending_count: z.int().meta({ example: 3 }),
    exhausted_count: z.int().meta({ example: 1 }),
    attempt_count: z.int().meta({ example: 1240 }),
    failed_attempt_count: z.int().meta({ example: 60 }),
    errors: z
      .record(z.string(), z.int())
      .meta({ description: "How many attempts failed with each error.", example: { http_status: 48, timeout: 12 } }),
    median_milliseconds: z.int().nullable().meta({ description: "Of the attempts' durations.", example: 140 }),
    p95_milliseconds: z.int().nullable().meta({ example: 610 }),
    last_delivered_at: Moment.nullable(),
  })
  .meta({ id: "WebhookStatistics" });

const FoundStatistics = z
  .strictObject({ environment: EnvironmentField, statistics: Statistics })
  .meta({ id: "FoundWebhookStatistics" });

const route = createRoute({
  method: "get",
  path: "/v1/webhooks/{webhookId}/statistics",
  operationId: "getWebhookStatistics",
  tags: ["Webhooks"],
  summary: "Read a webhook's statistics",
  description: "What became of the deliveries of the last days, and how fast the attempts were answered. Scope `webhooks.read`.",
  security: [{ apiKey: [] }],
  request: { params: WebhookReference, query: StatisticsQuery },
  responses: {
    200: dataResponse("The statistics.", FoundStatistics),
    ...keyedFailures,
    400: failure("VALIDATION_ERROR"),
    404: failure("WEBHOOK_NOT_FOUND"),
  },
});

export function addGetWebhookStatistics(api: Api): void {
  api.openapi(route, async (c) => {
    const found = await getWebhookStatistics(c.get("services").database, {
      keyHash: c.get("caller").keyHash,
      reference: requireWebhookId(c.req.valid("param")),
      days: c.req.valid("query").days,
    });
    noteCaller(c, found);
    return c.json({ data: { environment: found.environment, statistics: toStatistics(found.statistics) } }, 200);
  });
}

function toStatistics(row: WebhookStatistics): z.infer<typeof Statistics> {
  return {
    since: row.since,
    delivered_count: row.deliveredCount,
    pending_count: row.pendingCount,
    exhausted_count: row.exhaustedCount,
    attempt_count: row.attemptCount,
    failed_attempt_count: row.failedAttemptCount,
    errors: row.errors,
    median_milliseconds: row.medianMilliseconds,
    p95_milliseconds: row.p95Milliseconds,
    last_delivered_at: row.lastDeliveredAt,
  };
}
