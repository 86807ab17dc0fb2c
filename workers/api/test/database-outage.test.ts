import { type Answer, ApiClient } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { createHeldWebhook } from "@attestry/scripts/testing/webhook-calls";
import { findUntoldChanges, findUntoldEvents } from "@attestry/scripts/testing/webhook-invariants";
import { choosableEventTypes } from "@attestry/webhooks/event-types";
import { describe, expect, it } from "vitest";

const own = useOwnStack();

describe("the database is killed in the middle of issuing and revoking", () => {
  it("loses no acknowledged change, charges and tells each once, and answers again by itself", async () => {
    const { apiUrl, sql, killDatabase, restartDatabase } = own();
    const organization = await createTestOrganization(sql, { credits: 1000 });
    const client = new ApiClient(apiUrl, organization.live.secret);
    const events = [...choosableEventTypes];
    await createHeldWebhook(client, sql, { events });
    const acknowledged: string[] = [];
    const revoked: string[] = [];
    let failures = 0;
    let isEnding = false;

    // Clients that do as the documentation says: on a failure, try again with the same key.
    const insist = async (call: () => Promise<Answer>) => {
      for (;;) {
        const answer = await call();
        if (answer.status < 400) return answer;
        expect(answer.status).toBe(500);
        failures++;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    const runClient = async (name: number) => {
      for (let order = 0; !isEnding; order++) {
        const certificateId = `ORDER-${name}-${order}`;
        const issued = await insist(() => client.tryIssue({ certificateId }, { "Idempotency-Key": `order-${name}-${order}` }));
        acknowledged.push(JSON.stringify(issued.body));
        if (order % 2 === 0) continue;
        await insist(() => client.revoke(certificateId));
        revoked.push(certificateId);
      }
    };
    const clients = Array.from({ length: 6 }, (_, name) => runClient(name));
    await until(() => acknowledged.length >= 20);
    await killDatabase();
    await until(() => failures >= 3);
    await restartDatabase();
    const before = acknowledged.length;
    await until(() => acknowledged.length >= before + 20);
    isEnding = true;
    await Promise.all(clients);

    const rows = await sql`select id from attestry.certificates where organization_id = ${organization.id}`;
    const stored = new Set(rows.map(({ id }) => String(id)));
    const told = acknowledged.map((text) => /"certificateUuid":"([^"]+)"/.exec(text)?.[1] ?? "");
    expect(told.filter((uuid) => !stored.has(uuid))).toEqual([]);
    expect(new Set(told).size).toBe(told.length);
    expect(stored.size).toBe(told.length);
    const [balance] = await sql`
      select t.credits,
        (select count(*)::int from attestry.events e where e.organization_id = t.organization_id) as events,
        (select count(*)::int from attestry.webhook_deliveries d where d.organization_id = t.organization_id) as deliveries
      from attestry.tenants t where t.organization_id = ${organization.id} and environment = 'live'`;
    const changes = stored.size + revoked.length;
    expect(balance).toEqual({ credits: 1000 - stored.size, events: changes, deliveries: changes });
    const off = await sql`
      select certificate_id from attestry.certificates where organization_id = ${organization.id} and revoked_at is not null`;
    expect(off.map((row) => row.certificate_id).sort()).toEqual(revoked.sort());
    expect(await findUntoldChanges(sql, organization.id)).toEqual([]);
    expect(await findUntoldEvents(sql, organization.id)).toEqual([]);
  });

  it("takes a commit that was under way with it, and its retry makes one certificate", async () => {
    const { apiUrl, sql, killDatabase, restartDatabase } = own();
    const organization = await createTestOrganization(sql, { credits: 5 });
    const client = new ApiClient(apiUrl, organization.live.secret);
    const key = { "Idempotency-Key": "under-way" };

    // The commit has written its rows and waits for the credits, which another transaction holds: there the power goes.
    const holder = await sql.reserve();
    await holder`begin`;
    await holder`select from attestry.tenants where organization_id = ${organization.id} for update`;
    const first = client.tryIssue({}, key);
    await until(async () => {
      const waiting = await sql`
        select from pg_stat_activity where wait_event_type = 'Lock' and query like '%commit_certificates%'`;
      return waiting.length === 1;
    });
    await killDatabase();
    expect((await first).status).toBe(500);
    await restartDatabase();

    const retry = async () => (await client.tryIssue({}, key)).status;
    await until(async () => (await retry()) === 201);
    const [after] = await sql`
      select t.credits,
        (select count(*)::int from attestry.certificates c where c.organization_id = t.organization_id) as certificates,
        (select count(*)::int from attestry.events e where e.organization_id = t.organization_id) as events
      from attestry.tenants t where t.organization_id = ${organization.id} and environment = 'live'`;
    expect(after).toEqual({ credits: 4, certificates: 1, events: 1 });
  });

  it("says INTERNAL_ERROR and nothing of the cause while it is away", async () => {
    const { apiUrl, sql, killDatabase, restartDatabase } = own();
    const organization = await createTestOrganization(sql);
    const client = new ApiClient(apiUrl, organization.sandbox.secret);
    await killDatabase();
    try {
      const templates = await client.request("/v1/templates");
      expect(templates.body).toMatchObject({ error: { code: "INTERNAL_ERROR", message: "Unable to load templates." } });
      const get = await client.request("/v1/certificates/X");
      expect(get.status).toBe(500);
      expect(get.text).not.toMatch(/postgres|ECONN|127\.0\.0\.1|supabase|sql|rpc/i);
    } finally {
      await restartDatabase();
    }
    await until(async () => (await client.request("/v1/templates")).status === 200);
  });
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 90_000; Date.now() < deadline; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("It did not come to that within 90 seconds.");
}
