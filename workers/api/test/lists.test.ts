import { ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { beforeAll, describe, expect, it } from "vitest";

const stack = useStack();
let client: ApiClient;
let organizationId: string;

beforeAll(async () => {
  const organization = await createTestOrganization(stack.sql);
  organizationId = organization.id;
  client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
  for (let i = 1; i <= 7; i++) {
    await client.issue({
      certificateId: `C-${i}`,
      recipientEmail: i % 2 === 0 ? "Even@example.com" : "odd@example.com",
      issuedAt: `2026-05-0${i}T00:00:00Z`,
      ...(i === 7 && {
        templateId: "c3f1a6d2-5b0e-4d49-8a27-7e61f0b9d8c4",
        issuedAt: "2025-01-01T00:00:00Z",
        expiresAt: "2025-02-01T00:00:00Z",
      }),
    });
  }
  await client.revoke("C-2");
});

async function idsOf(query: string): Promise<string[]> {
  return (await client.list(query)).certificates.map(({ certificateId }) => certificateId);
}

describe("the list of certificates", () => {
  it("is newest first, and its pages join without a gap or a repetition, also while certificates are added", async () => {
    const ids: string[] = [];
    let cursor: string | null = "";
    for (let page = 0; cursor !== null; page++) {
      const list = await client.list(`?limit=3${cursor && `&cursor=${cursor}`}`);
      ids.push(...list.certificates.map(({ certificateId }) => certificateId));
      cursor = list.nextCursor;
      if (page === 0) await client.issue({ certificateId: "C-LATE" });
    }
    expect(ids).toEqual(["C-7", "C-6", "C-5", "C-4", "C-3", "C-2", "C-1"]);
    await stack.sql`
      delete from attestry.events e using attestry.certificates c
      where c.id = e.certificate_uuid and c.certificate_id = 'C-LATE' and e.organization_id = ${organizationId}`;
    await stack.sql`delete from attestry.certificates where certificate_id = 'C-LATE' and organization_id = ${organizationId}`;
  });

  it.each([
    ["?status=revoked", ["C-2"]],
    ["?status=expired", ["C-7"]],
    ["?status=issued", ["C-6", "C-5", "C-4", "C-3", "C-1"]],
    ["?recipientEmail=even@EXAMPLE.com", ["C-6", "C-4", "C-2"]],
    ["?recipientEmail=even@example.com&status=revoked", ["C-2"]],
    ["?templateId=c3f1a6d2-5b0e-4d49-8a27-7e61f0b9d8c4", ["C-7"]],
    ["?issuedFrom=2026-05-03T00:00:00Z&issuedBefore=2026-05-05T00:00:00Z", ["C-4", "C-3"]],
    ["?issuedFrom=2026-05-03T02:00:00%2B02:00&issuedBefore=2026-05-04T00:00:00Z", ["C-3"]],
    ["?recipientEmail=nobody@example.com", []],
    ["?templateId=8e884cad-6a34-4f15-9d6d-0c2798d4d002&limit=1", ["C-6"]],
  ])("%s", async (query, ids) => {
    expect(await idsOf(query)).toEqual(ids);
  });

  it.each([
    ["?limit=0", "limit"],
    ["?limit=101", "limit"],
    ["?limit=x", "limit"],
    ["?cursor=nonsense", "cursor"],
    ["?status=gone", "status"],
    ["?templateId=1", "templateId"],
    ["?issuedFrom=yesterday", "issuedFrom"],
    ["?issuedFrom=0000-01-01T00:00:00Z", "issuedFrom"],
    ["?issuedBefore=2026-01-01T00:00:00%2B25:00", "issuedBefore"],
    ["?recipientEmail=%00", "recipientEmail"],
    [`?cursor=${btoa('["0000-01-01T00:00:00.000000Z","8e884cad-6a34-4f15-9d6d-0c2798d4d002"]')}`, "cursor"],
    ["?recipient=x", "recipient"],
  ])("%s is refused by name", async (query, path) => {
    const answer = await client.request(`/v1/certificates${query}`);
    expect(errorOf(answer)).toMatchObject({ code: "VALIDATION_ERROR", message: "Request query is invalid." });
    expect(errorOf(answer).issues?.map((issue) => issue.path)).toContain(path);
  });

  it("gives another tenant nothing, whatever cursor it brings", async () => {
    const { nextCursor } = await client.list("?limit=1");
    const stranger = new ApiClient(stack.apiUrl, (await createTestOrganization(stack.sql)).sandbox.secret);
    expect((await stranger.list(`?cursor=${nextCursor}`)).certificates).toEqual([]);
  });
});

describe("database calls", () => {
  it("issue takes two, get, list, revoke, verify and templates one each", async () => {
    const { sandbox } = await createTestOrganization(stack.sql);
    const counted = new ApiClient(stack.apiUrl, sandbox.secret);
    const { certificateId } = await counted.issue();
    await counted.get(certificateId);
    await counted.list();
    await counted.revoke(certificateId);
    await counted.verify(certificateId);
    await counted.request("/v1/templates");
    const calls = await (await fetch(`${stack.proxyUrl}/calls/${sandbox.hash}`)).json();
    expect(calls).toEqual([
      "get_issuing_context",
      "commit_certificates",
      "get_certificate",
      "list_certificates",
      "revoke_certificate",
      "verify_certificate",
      "list_templates",
    ]);
  });
});

describe("references", () => {
  it("an id that is another certificate's uuid is taken", async () => {
    const { certificateUuid } = await client.issue();
    for (const certificateId of [certificateUuid, certificateUuid.toUpperCase()]) {
      expect(errorOf(await client.tryIssue({ certificateId })).code).toBe("CERTIFICATE_EXISTS");
    }
  });
});

describe("idempotency keys", () => {
  it("a retry with another body is a conflict, and one on another route is not", async () => {
    const key = { "Idempotency-Key": "same" };
    const { certificateId } = await client.issue({ title: "One" }, key);
    expect(errorOf(await client.tryIssue({ title: "Two" }, key)).code).toBe("IDEMPOTENCY_CONFLICT");
    const revocation = await client.revoke(certificateId, { reason: "r" }, key);
    expect(revocation.status).toBe(200);
    const replay = await client.revoke(certificateId, { reason: "r" }, key);
    expect(replay.text).toBe(revocation.text);
    expect(replay.headers.get("RateLimit-Limit")).toBe("100000");
    expect(replay.headers.get("Idempotent-Replayed")).toBe("true");
    expect(errorOf(await client.revoke(certificateId, { reason: "r" })).code).toBe("CERTIFICATE_REVOKED");
  });

  it("a retry gets the first answer though its request would be refused by now", async () => {
    const key = { "Idempotency-Key": "late" };
    const input = { expiresAt: new Date(Date.now() + 6000).toISOString() };
    const first = await client.tryIssue(input, key);
    expect(first.status).toBe(201);
    await expect
      .poll(async () => errorOf(await client.tryIssue(input)).code, { timeout: 120_000, interval: 250 })
      .toBe("VALIDATION_ERROR");
    expect((await client.tryIssue(input, key)).text).toBe(first.text);
  });

  it("a key is forgotten after 24 hours", async () => {
    const key = { "Idempotency-Key": "old" };
    const first = await client.issue({}, key);
    await stack.sql`update attestry.idempotency_records set created_at = now() - interval '24 hours 1 second' where key = 'old' and organization_id = ${organizationId}`;
    const second = await client.issue({}, key);
    expect(second.certificateUuid).not.toBe(first.certificateUuid);
  });

  it("another organization's same key is its own", async () => {
    const key = { "Idempotency-Key": "shared" };
    const stranger = new ApiClient(stack.apiUrl, (await createTestOrganization(stack.sql)).sandbox.secret);
    const [mine, theirs] = [await client.issue({}, key), await stranger.issue({}, key)];
    expect(mine.certificateUuid).not.toBe(theirs.certificateUuid);
  });

  it("a failed call leaves its key free", async () => {
    const poor = await createTestOrganization(stack.sql);
    const live = new ApiClient(stack.apiUrl, poor.live.secret);
    const key = { "Idempotency-Key": "later" };
    expect((await live.tryIssue({}, key)).status).toBe(402);
    await stack.sql`update attestry.tenants set credits = 1 where organization_id = ${poor.id} and environment = 'live'`;
    expect((await live.tryIssue({}, key)).status).toBe(201);
  });

  it.each(["", "x".repeat(256)])("a key of the wrong length is refused", async (key) => {
    const answer = await client.tryIssue({}, { "Idempotency-Key": key });
    expect(errorOf(answer)).toMatchObject({ message: "Request headers are invalid." });
  });
});
