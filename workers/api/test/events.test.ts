import { alterRecord } from "@attestry/scripts/testing/alter-record";
import { ApiClient, batchOf, errorOf } from "@attestry/scripts/testing/api-client";
import * as contract from "@attestry/scripts/testing/contract";
import { makeBatchFile } from "@attestry/scripts/testing/make-batch-file";
import { createTestOrganization, type TestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { createHeldWebhook, dataOf, listDeliveries, listEvents, settleWaiting } from "@attestry/scripts/testing/webhook-calls";
import { requireEveryChangeTold } from "@attestry/scripts/testing/webhook-invariants";
import { toEventSchema, toExampleEvent } from "@attestry/webhooks/event-schema";
import { choosableEventTypes, eventTypeNames } from "@attestry/webhooks/event-types";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const stack = useStack();
const { sql } = stack;

async function createClient() {
  const organization = await createTestOrganization(sql, { credits: 10 });
  return { organization, client: new ApiClient(stack.apiUrl, organization.sandbox.secret) };
}

/** The events of a type, each of which its own schema has accepted. */
async function eventsOf(client: ApiClient, type: (typeof eventTypeNames)[number]) {
  const { events } = await listEvents(client, `?type=${type}`);
  for (const event of events) toEventSchema(type).parse(event);
  return events;
}

/** A certificate that was made forty days ago and expires so many seconds from now. */
async function issueOld(client: ApiClient, expiresInSeconds: number): Promise<string> {
  const expiresAt = new Date(Date.now() + expiresInSeconds * 1000).toISOString();
  const { certificateId, certificateUuid } = await client.issue({ issuedAt: "2026-01-01T00:00:00Z", expiresAt });
  await sql.begin(async (transaction) => {
    // Time passes here without the guard of what is final.
    await transaction`set local session_replication_role = replica`;
    await transaction`update attestry.certificates set created_at = created_at - interval '40 days' where id = ${certificateUuid}`;
  });
  return certificateId;
}

async function tellExpiries(): Promise<void> {
  // What is made here has expired a while ago, and nobody has looked meanwhile.
  await sql`update attestry.expiry_progress set told_until = least(told_until, now() - interval '10 minutes')`;
  // Other tests' certificates may be among them.
  for (let hasMore = true; hasMore; ) {
    const [row] = await sql`select (api.tell_expiries('{"limit":100}') ->> 'hasMore')::boolean as more`;
    hasMore = Boolean(row?.more);
  }
}

const thirtyDays = 30 * 86_400;

describe("event types", () => {
  it("are listed with the schema of each, and an example that it accepts", async () => {
    const { client } = await createClient();
    const { eventTypes } = dataOf(await client.request("/v1/event-types"), contract.eventTypeList);
    expect(eventTypes.map(({ type }) => type)).toEqual(eventTypeNames);
    expect(eventTypes.filter(({ canBeChosen }) => canBeChosen).map(({ type }) => type)).toEqual(choosableEventTypes);
    for (const { schema, example, type } of eventTypes) {
      expect(example.type).toBe(type);
      const described = z.fromJSONSchema(z.record(z.string(), z.json()).parse(schema));
      expect(described.safeParse(example).success).toBe(true);
      expect(described.safeParse({ ...example, data: { ...example.data, addedLater: 1 }, addedLater: 1 }).success).toBe(true);
      for (const wrong of [
        { ...example, id: "x" },
        { ...example, data: {} },
        { ...example, type: "certificate.lost" },
      ]) {
        expect(described.safeParse(wrong).success).toBe(false);
      }
    }
    expect(eventTypes[0]?.example).toEqual(toExampleEvent("certificate.issued"));
  });
});

describe("an event", () => {
  it("tells of an issue and of a revocation, in their order", async () => {
    const { client } = await createClient();
    const issued = await client.issue({ expiresAt: "2099-01-01T00:00:00Z", privateMetadata: { identification_no: "900101" } });
    const { certificateId, certificateUuid, certificateHash, issuedAt } = issued;
    await client.revoke(certificateId, { reason: "Wrong name" });
    const { events } = await listEvents(client, `?certificateId=${certificateId}`);
    const data = {
      ...{ certificateId, certificateUuid, certificateHash, issuedAt, environment: "sandbox" },
      ...{ recipientName: "Aina Rahman", title: "Safety Training Certificate", expiresAt: "2099-01-01T00:00:00.000Z" },
    };
    expect(events).toMatchObject([
      { type: "certificate.revoked", sequence: 2, environment: "sandbox" },
      { type: "certificate.issued", sequence: 1, environment: "sandbox" },
    ]);
    expect(events[1]?.data).toEqual(data);
    expect(events[0]?.data).toEqual({ ...data, revokedAt: expect.any(String), reason: "Wrong name" });
    expect(events[0]?.createdAt).toBe(JSON.parse(JSON.stringify(events[0]?.data)).revokedAt);
    expect(JSON.stringify(events)).not.toMatch(/aina@example\.com|900101/);
    await eventsOf(client, "certificate.issued");
    await eventsOf(client, "certificate.revoked");
  });

  it("tells of revocations in bulk, one each, and of a batch's end", async () => {
    const { client } = await createClient();
    const rows = `${makeBatchFile(3, "EV", 1)}EV-1,Twice,a@example.com,Title,,\r\n`;
    const { id } = await client.waitForBatch(batchOf(await client.tryBulkCsv(rows, "?onError=skip&batchName=Mine")).id);
    expect(await eventsOf(client, "certificate.issued")).toHaveLength(3);
    expect(await eventsOf(client, "batch.completed")).toMatchObject([
      {
        sequence: 1,
        data: { batchId: id, name: "Mine", status: "completed_with_errors", totalCount: 4, issuedCount: 3, failedCount: 1 },
      },
    ]);
    const body = { batchId: id, reason: "Not accredited" };
    expect(
      (await client.request("/v1/certificates/bulk-revoke", { method: "POST", body: { ...body, dryRun: true } })).status,
    ).toBe(200);
    expect(await eventsOf(client, "certificate.revoked")).toEqual([]);
    await client.request("/v1/certificates/bulk-revoke", { method: "POST", body });
    const revoked = await eventsOf(client, "certificate.revoked");
    expect(revoked.map(({ sequence }) => sequence)).toEqual([2, 2, 2]);
  });

  it("tells once that a certificate expires in thirty days, and once that it has expired", async () => {
    const { client } = await createClient();
    const soon = await issueOld(client, thirtyDays - 60);
    const over = await issueOld(client, -60);
    const later = await issueOld(client, thirtyDays + 3600);
    const short = await client.issue({ expiresAt: new Date(Date.now() + 86_400_000).toISOString() });
    const revoked = await issueOld(client, -60);
    await client.revoke(revoked);
    await tellExpiries();
    await tellExpiries();
    const told = async (type: "certificate.expiring" | "certificate.expired") =>
      (await eventsOf(client, type)).map(({ data, sequence }) => ({ data, sequence }));
    expect(await told("certificate.expiring")).toMatchObject([{ sequence: 2, data: { certificateId: soon } }]);
    expect(await told("certificate.expired")).toMatchObject([{ sequence: 2, data: { certificateId: over } }]);
    for (const certificateId of [later, short.certificateId]) {
      expect((await listEvents(client, `?certificateId=${certificateId}`)).events).toHaveLength(1);
    }
  });

  it("tells of a verification only where somebody listens to it, and says the same for ever", async () => {
    const { client } = await createClient();
    const { certificateId, verificationUrl } = await client.issue();
    await client.verify(certificateId);
    expect(await eventsOf(client, "certificate.verified")).toEqual([]);
    const { id } = await createHeldWebhook(client, sql, { events: ["certificate.verified"] });
    await client.verify(certificateId);
    await client.verify("NOBODY");
    await fetch(verificationUrl);
    const before = await eventsOf(client, "certificate.verified");
    expect(before.map(({ data, sequence }) => ({ data, sequence }))).toMatchObject([
      { sequence: null, data: { certificateId, result: "verified", source: "page" } },
      { sequence: null, data: { certificateId, result: "verified", source: "api" } },
    ]);
    await client.revoke(certificateId, { reason: "Wrong" });
    await client.verify(certificateId);
    const [revoked, ...rest] = await eventsOf(client, "certificate.verified");
    expect(revoked?.data).toMatchObject({ result: "revoked", revokedAt: expect.any(String), reason: "Wrong" });
    expect(rest).toEqual(before);
    expect((await listDeliveries(client, id)).deliveries).toHaveLength(3);
    const issued = await eventsOf(client, "certificate.issued");
    expect(issued[0]?.data).not.toHaveProperty("revokedAt");
  });

  it("repeats nothing of what an altered record says", async () => {
    const { client } = await createClient();
    const { certificateId, certificateUuid, certificateHash } = await client.issue();
    await createHeldWebhook(client, sql, { events: ["certificate.verified"] });
    await alterRecord(sql, certificateUuid, ["Aina", "Anna"]);
    await client.verify(certificateId);
    const [told] = await eventsOf(client, "certificate.verified");
    const names = { certificateId, certificateUuid, environment: "sandbox", certificateHash };
    expect(told?.data).toEqual({ ...names, result: "invalid", source: "api" });
  });

  it("tells of a webhook that was switched off, and of a test", async () => {
    const { client } = await createClient();
    const { id } = await createHeldWebhook(client, sql);
    expect((await client.request(`/v1/webhooks/${id}/test`, { method: "POST" })).status).toBe(202);
    expect(await eventsOf(client, "webhook.test")).toHaveLength(1);
    await settleWaiting(sql, id, { outcome: "gone", statusCode: 410 });
    expect(await eventsOf(client, "webhook.disabled")).toMatchObject([{ data: { webhookId: id, reason: "gone" } }]);
  });

  it("is written with its change, and a change with its events and deliveries, or neither", () => requireEveryChangeTold(stack));

  it("that cannot be written keeps the change from being made", async () => {
    const { client, organization } = await createClient();
    const { certificateId } = await client.issue();
    const without = async (make: () => Promise<{ status: number }>) => {
      await refuseEvents(organization);
      const { status } = await make().finally(() => acceptEvents(organization));
      expect(status).toBe(500);
    };
    await without(() => client.tryIssue({ certificateId: "UNTOLD" }));
    await without(() => client.revoke(certificateId));
    expect((await client.request("/v1/certificates/UNTOLD")).status).toBe(404);
    expect((await client.verify(certificateId)).status).toBe("verified");
    expect((await listEvents(client)).events).toHaveLength(1);
  });
});

/** Of this organization no event can be written any more. */
async function refuseEvents({ id }: TestOrganization): Promise<void> {
  await sql.unsafe(`alter table attestry.events add constraint ${nameOf(id)} check (organization_id <> '${id}') not valid`);
}

async function acceptEvents({ id }: TestOrganization): Promise<void> {
  await sql.unsafe(`alter table attestry.events drop constraint ${nameOf(id)}`);
}

const nameOf = (id: string) => `"refuse ${id}"`;

describe("the list of events", () => {
  it("is newest first, page by page, by type and by certificate", async () => {
    const { client } = await createClient();
    const issued: string[] = [];
    for (let index = 0; index < 4; index++) issued.push((await client.issue()).certificateUuid);
    await client.revoke(issued[1] ?? "");
    const all = (await listEvents(client)).events;
    expect(all.map(({ type }) => type)).toEqual(["certificate.revoked", ...Array(4).fill("certificate.issued")]);
    const seen: string[] = [];
    for (let query = "?limit=2"; query; ) {
      const { events, nextCursor } = await listEvents(client, query);
      seen.push(...events.map(({ id }) => id));
      query = nextCursor === null ? "" : `?limit=2&cursor=${nextCursor}`;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
    const count = async (query: string) => (await listEvents(client, query)).events.length;
    expect(await count("?type=certificate.issued")).toBe(4);
    expect(await count(`?certificateId=${issued[1]}`)).toBe(2);
    expect(await count(`?certificateId=${issued[1]}&type=certificate.revoked`)).toBe(1);
    expect(dataOf(await client.request(`/v1/events/${all[0]?.id}`), contract.eventRead).event).toEqual(all[0]);
  });

  it.each([
    ["?type=certificate.lost", "type"],
    ["?limit=0", "limit"],
    ["?cursor=x", "cursor"],
    ["?since=2026-01-01T00:00:00Z", "since"],
  ])("of %j is refused", async (query, path) => {
    const { client } = await createClient();
    expect(errorOf(await client.request(`/v1/events${query}`)).issues).toMatchObject([{ path }]);
  });

  it("of what is not there is refused", async () => {
    const { client } = await createClient();
    for (const certificateId of ["NONE", "a b", "%00"]) {
      expect(errorOf(await client.request(`/v1/events?certificateId=${certificateId}`)).code).toBe("CERTIFICATE_NOT_FOUND");
    }
    for (const id of [crypto.randomUUID(), "nonsense", "%00"]) {
      expect(errorOf(await client.request(`/v1/events/${id}`)).code).toBe("EVENT_NOT_FOUND");
    }
  });
});
