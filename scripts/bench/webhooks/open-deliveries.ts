import { randomBytes } from "node:crypto";
import type { DeliveryResult } from "@attestry/database/settle-deliveries";
import type { Sql } from "postgres";
import { z } from "zod";
import { createTestWebhook, issueTestCertificates } from "../../testing/make-webhook.ts";
import { createTestOrganization, type TestOrganization } from "../../testing/test-organization.ts";
import { connections } from "../scratch-database.ts";
import type { Queue } from "./queue.ts";

const organizations = 20;
const endpointsEach = 5;
const claim = JSON.stringify({ limit: 100, mostPerEndpoint: 100, leaseSeconds: 60 });

const Claimed = z.object({ leaseToken: z.string(), deliveries: z.array(z.object({ id: z.string(), event: z.looseObject({}) })) });

/** Deliveries to endpoints that all answer at once. Each is claimed with its event, and settled with the row of its attempt. */
export async function openDeliveries(sql: Sql): Promise<Queue> {
  const issuers: TestOrganization[] = [];
  while (issuers.length < organizations) issuers.push(await createIssuer(sql));
  return {
    async fill(count) {
      const each = count / organizations / endpointsEach;
      for (const issuer of issuers) await issueTestCertificates(sql, issuer, each);
    },
    async drain(count) {
      const startedAt = performance.now();
      let left = count;
      const work = async () => {
        while (left > 0) {
          const delivered = await deliver(sql);
          left -= delivered;
        }
      };
      await Promise.all(Array.from({ length: connections }, work));
      return performance.now() - startedAt;
    },
    stop: async () => {},
  };
}

async function createIssuer(sql: Sql): Promise<TestOrganization> {
  const organization = await createTestOrganization(sql);
  const sealingKeys = `1:${randomBytes(32).toString("base64")}`;
  for (let made = 0; made < endpointsEach; made++) {
    await createTestWebhook(sql, organization, sealingKeys, { url: `https://example.com/hooks/${made}` });
  }
  return organization;
}

/** Returns how many were delivered: none where others hold all endpoints just now. */
async function deliver(sql: Sql): Promise<number> {
  const [row] = await sql`select api.claim_deliveries(${claim}::text::jsonb) as answer`;
  const { leaseToken, deliveries } = Claimed.parse(row?.answer);
  if (deliveries.length === 0) return 0;
  const startedAt = new Date().toISOString();
  const attempt = { startedAt, durationMilliseconds: 0, statusCode: 204, error: null, response: "", isSlow: false } as const;
  const results = deliveries.map(({ id }): DeliveryResult => ({ leaseToken, id, outcome: "delivered", ...attempt }));
  const [settled] = await sql`
    select (api.settle_deliveries(${JSON.stringify({ results })}::text::jsonb) ->> 'settled')::int as count`;
  if (settled?.count !== deliveries.length) throw new Error("Not all that was claimed was settled.");
  return deliveries.length;
}
