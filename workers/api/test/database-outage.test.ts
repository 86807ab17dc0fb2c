import { ApiClient } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { findUntoldChanges } from "@attestry/scripts/testing/webhook-invariants";
import { describe, expect, it } from "vitest";

const own = useOwnStack();

describe("the database is killed in the middle of issuing", () => {
  it("loses no acknowledged certificate, charges each once, and answers again by itself", async () => {
    const { apiUrl, sql, killDatabase, restartDatabase } = own();
    const organization = await createTestOrganization(sql, { credits: 1000 });
    const client = new ApiClient(apiUrl, organization.live.secret);
    const acknowledged: string[] = [];
    let failures = 0;
    let isEnding = false;

    // Clients that do as the documentation says: on a failure, try again with the same key.
    const runClient = async (name: number) => {
      for (let order = 0; !isEnding; order++) {
        for (;;) {
          const answer = await client.tryIssue({}, { "Idempotency-Key": `order-${name}-${order}` });
          if (answer.status === 201) {
            acknowledged.push(JSON.stringify(answer.body));
            break;
          }
          expect(answer.status).toBe(500);
          failures++;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
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
        (select count(*)::int from attestry.events e where e.organization_id = t.organization_id) as events
      from attestry.tenants t where t.organization_id = ${organization.id} and environment = 'live'`;
    expect(balance).toEqual({ credits: 1000 - stored.size, events: stored.size });
    expect(await findUntoldChanges(sql, organization.id)).toEqual([]);
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
