import { ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import * as contract from "@attestry/scripts/testing/contract";
import { createTestKey, createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { dataOf } from "@attestry/scripts/testing/webhook-calls";
import { describe, expect, it } from "vitest";

const stack = useStack();
const { sql } = stack;

async function createClient() {
  const organization = await createTestOrganization(sql, { credits: 10 });
  return { organization, client: new ApiClient(stack.apiUrl, organization.sandbox.secret) };
}

const list = async (client: ApiClient, reference: string, query = "") =>
  dataOf(await client.request(`/v1/certificates/${reference}/verifications${query}`), contract.verificationList);
const count = async (client: ApiClient, query = "") =>
  dataOf(await client.request(`/v1/analytics/verifications${query}`), contract.verificationCounts);

/** A look at a certificate's page from a country, as the pages' Worker logs it: locally there is no network that knows one. */
async function lookFrom(country: string | null, organizationSlug: string, reference: string): Promise<void> {
  const input = { environment: "sandbox", organizationSlug, reference, country, source: "page", fileSha256: null };
  await sql`select api.verify_publicly(${JSON.stringify(input)}::text::jsonb)`;
}

async function look(path: string): Promise<void> {
  const response = await fetch(`${stack.verifyUrl}/sandbox${path}`);
  const text = await response.text();
  if (response.status >= 500) throw new Error(`${path} answered ${response.status}: ${text}`);
}

/** Moves all rows of an organization's log by so many days. */
async function backdate(organizationId: string, days: number): Promise<void> {
  await sql`update attestry.verification_log set verified_at = verified_at - make_interval(days => ${days}) where organization_id = ${organizationId}`;
}

describe("a certificate's verifications", () => {
  it("are listed newest first, with where each was asked for", async () => {
    const { organization, client } = await createClient();
    const { certificateId, certificateUuid } = await client.issue();
    const path = `/${organization.slug}/${certificateId}`;
    await client.verify(certificateId);
    await look(path);
    await look(`${path}?sha256=${"0".repeat(64)}`);
    await look(`${path}/receipt`);
    await look(`${path}/badge.svg`);
    await look(`${path}/card`);
    await client.revoke(certificateId);
    await look(path);
    const { verifications, nextCursor } = await list(client, certificateId);
    expect(verifications.map(({ source }) => source)).toEqual(["page", "embed", "embed", "receipt", "file", "page", "api"]);
    expect(verifications.map(({ result }) => result)).toEqual(["revoked", ...Array.from({ length: 6 }, () => "verified")]);
    expect(nextCursor).toBeNull();
    expect((await list(client, certificateUuid)).verifications).toEqual(verifications);
  });

  it("are paged without losing or repeating one", async () => {
    const { client } = await createClient();
    const { certificateId } = await client.issue();
    for (let made = 0; made < 7; made++) await client.verify(certificateId);
    const all = (await list(client, certificateId)).verifications;
    const paged: unknown[] = [];
    for (let query = "?limit=3"; query; ) {
      const { verifications, nextCursor } = await list(client, certificateId, query);
      paged.push(...verifications);
      query = nextCursor === null ? "" : `?limit=3&cursor=${nextCursor}`;
    }
    expect(all).toHaveLength(7);
    expect(paged).toEqual(all);
  });

  it("are of the key's own certificates alone: another's looks like one that does not exist", async () => {
    const [{ client }, other] = [await createClient(), await createClient()];
    const { certificateId } = await other.client.issue();
    const missing = await client.request("/v1/certificates/NO-SUCH-ID/verifications");
    const foreign = await client.request(`/v1/certificates/${certificateId}/verifications`);
    expect([foreign.status, errorOf(foreign).code]).toEqual([404, "CERTIFICATE_NOT_FOUND"]);
    expect(errorOf(foreign).message).toBe(errorOf(missing).message);
    const live = new ApiClient(stack.apiUrl, other.organization.live.secret);
    expect((await live.request(`/v1/certificates/${certificateId}/verifications`)).status).toBe(404);
  });

  it.each(["limit=0", "limit=101", "limit=x", "cursor=x", "page=2"])("refuse ?%s", async (query) => {
    const { client } = await createClient();
    const { certificateId } = await client.issue();
    const answer = await client.request(`/v1/certificates/${certificateId}/verifications?${query}`);
    expect([answer.status, errorOf(answer).code]).toEqual([400, "VALIDATION_ERROR"]);
  });
});

describe("the counts of verifications", () => {
  it("have every day of the time, with the checks of that day and the certificates that they were of", async () => {
    const { organization, client } = await createClient();
    const [first, second] = [await client.issue(), await client.issue()];
    for (const { certificateId } of [first, first, second]) await client.verify(certificateId);
    await client.verify("NO-SUCH-ID");
    await backdate(organization.id, 2);
    await client.verify(first.certificateId);
    const { groups, totalCount, from, to } = await count(client);
    expect(groups).toHaveLength(30);
    expect([groups[0]?.key, groups[29]?.key]).toEqual([from, to]);
    expect(totalCount).toBe(5);
    expect(groups[27]).toMatchObject({ count: 4, certificateCount: 2 });
    expect(groups[28]).toMatchObject({ count: 0, certificateCount: 0 });
    expect(groups[29]).toMatchObject({ count: 1, certificateCount: 1 });
  });

  it("are grouped by country, source and result, the most first", async () => {
    const { organization, client } = await createClient();
    const { certificateId } = await client.issue();
    for (const country of ["MY", "MY", "MY", "DE", null]) await lookFrom(country, organization.slug, certificateId);
    await client.verify(certificateId);
    await lookFrom("DE", organization.slug, `${certificateId}X`);
    const keys = async (by: string) => (await count(client, `?by=${by}`)).groups.map(({ key, count: checks }) => [key, checks]);
    expect(await keys("country")).toEqual([
      ["MY", 3],
      ["DE", 2],
      ["unknown", 2],
    ]);
    expect(await keys("source")).toEqual([
      ["page", 6],
      ["api", 1],
    ]);
    expect(await keys("result")).toEqual([
      ["verified", 6],
      ["not_found", 1],
    ]);
  });

  it("take both days whole, and no other", async () => {
    const { organization, client } = await createClient();
    const { certificateId } = await client.issue();
    const times = ["2026-03-01T00:00:00Z", "2026-03-02T23:59:59.999Z", "2026-02-28T23:59:59.999Z", "2026-03-03T00:00:00Z"];
    for (const _ of times) await client.verify(certificateId);
    const ids = await sql`select id from attestry.verification_log where organization_id = ${organization.id}`;
    for (const [index, time] of times.entries()) {
      await sql`update attestry.verification_log set verified_at = ${time} where id = ${ids[index]?.id}`;
    }
    expect((await count(client, "?from=2026-03-01&to=2026-03-02")).groups).toEqual([
      { key: "2026-03-01", count: 1, certificateCount: 1 },
      { key: "2026-03-02", count: 1, certificateCount: 1 },
    ]);
  });

  it("are of one environment of one organization", async () => {
    const { organization, client } = await createClient();
    const { certificateId } = await client.issue();
    await client.verify(certificateId);
    expect((await count(new ApiClient(stack.apiUrl, organization.live.secret))).totalCount).toBe(0);
    expect((await count((await createClient()).client)).totalCount).toBe(0);
  });

  it.each([
    ["from=2026-02-02&to=2026-02-01", "from"],
    ["from=2025-01-01&to=2026-01-02", "from"],
    ["from=2026-02-30", "from"],
    ["to=yesterday", "to"],
    ["by=hour", "by"],
  ])("refuse ?%s and say why", async (query, path) => {
    const answer = await (await createClient()).client.request(`/v1/analytics/verifications?${query}`);
    expect([answer.status, errorOf(answer).code]).toEqual([400, "VALIDATION_ERROR"]);
    expect(errorOf(answer).issues?.map((issue) => issue.path)).toEqual([path]);
  });

  it("need the scope certificates.read", async () => {
    const { organization } = await createClient();
    const { secret } = await createTestKey(sql, organization.id, "sandbox", { scopes: ["certificates.write"] });
    const client = new ApiClient(stack.apiUrl, secret);
    expect((await client.request("/v1/analytics/verifications")).status).toBe(403);
    expect((await client.request("/v1/certificates/X/verifications")).status).toBe(403);
  });
});
