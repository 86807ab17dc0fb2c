import { ApiClient, aCertificate, batchOf, errorOf } from "@attestry/scripts/testing/api-client";
import { batchCheck } from "@attestry/scripts/testing/contract";
import { aField, createTemplate } from "@attestry/scripts/testing/make-template";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const stack = useStack();

async function createClients(credits = 0) {
  const organization = await createTestOrganization(stack.sql, { credits });
  const sandbox = new ApiClient(stack.apiUrl, organization.sandbox.secret);
  const live = new ApiClient(stack.apiUrl, organization.live.secret);
  const countBatches = async (): Promise<number> => {
    const [found] = await stack.sql`
      select count(*)::int as n from attestry.batches where organization_id = ${organization.id}`;
    return found?.n;
  };
  return { sandbox, live, countBatches };
}

const named = (...ids: string[]) => ids.map((certificateId) => ({ ...aCertificate, certificateId }));
const bad = { ...aCertificate, recipientEmail: "nobody" };

describe("credits and rows that fail", () => {
  it("rows whose id is taken need no credit: what a dry run finds enough is accepted", async () => {
    const { live } = await createClients(3);
    await live.issue({ certificateId: "TAKEN" });
    const certificates = [...named("TAKEN", "A-1", "A-2"), bad];
    const dry = await live.tryBulk({ onError: "skip", dryRun: true, certificates });
    expect(z.object({ data: batchCheck }).parse(dry.body).data).toMatchObject({
      creditsRequired: 2,
      creditsAvailable: 2,
      refusedCount: 2,
    });
    const batch = batchOf(await live.tryBulk({ onError: "skip", certificates }));
    expect(await live.waitForBatch(batch.id)).toMatchObject({ issued_count: 2, failed_count: 2 });
  });

  it("one credit too few refuses all, and nothing is left behind", async () => {
    const { live, countBatches } = await createClients(2);
    await live.issue({ certificateId: "TAKEN" });
    const answer = await live.tryBulk({ onError: "skip", certificates: named("TAKEN", "A-1", "A-2") });
    expect(answer.status).toBe(402);
    expect(await countBatches()).toBe(0);
  });
});

describe("a batch of which no row could be issued", () => {
  it("is refused with the issues of all its rows, by line", async () => {
    const { sandbox, countBatches } = await createClients();
    await sandbox.issue({ certificateId: "TAKEN" });
    const certificates = [bad, ...named("TAKEN"), bad];
    const answer = await sandbox.tryBulk({ onError: "skip", certificates });
    expect(answer.status).toBe(400);
    expect(errorOf(answer).issues?.map(({ line, path }) => `${line} ${path}`)).toEqual([
      "1 certificates.0.recipientEmail",
      "2 certificates.1.certificateId",
      "3 certificates.2.recipientEmail",
    ]);
    expect(await countBatches()).toBe(0);
  });

  it("is told the first thousand of them", async () => {
    const { sandbox } = await createClients();
    await sandbox.issue({ certificateId: "TAKEN" });
    const many = Array.from({ length: 600 }, () => bad);
    const certificates = [...many, ...named("TAKEN"), ...many];
    const { issues } = errorOf(await sandbox.tryBulk({ onError: "skip", certificates }));
    expect(issues?.map(({ line }) => line)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
    expect(issues?.[600]?.path).toBe("certificates.600.certificateId");
  });
});

describe("a row with several mistakes", () => {
  const dates = { issuedAt: "2026-05-10T00:00:00.000Z", expiresAt: "2026-05-09T00:00:00.000Z" };
  const told = async (client: ApiClient, row: Record<string, unknown>, templateId: string | null = null) => {
    const { issues } = errorOf(await client.tryBulk({ templateId, certificates: [row] }));
    return issues?.map(({ path }) => path.replace("certificates.0.", ""));
  };

  it("is told of all that can be judged by itself: shape, dates, metadata, and an id that is taken", async () => {
    const { sandbox } = await createClients();
    const { id } = await createTemplate(sandbox, { metadata_schema: { fields: [{ ...aField, required: true }] } });
    await sandbox.issue({ certificateId: "TAKEN" });
    const row = { ...bad, ...dates, certificateId: "TAKEN" };
    const all = ["recipientEmail", "expiresAt", "publicMetadata.grade", "certificateId"];
    expect(await told(sandbox, row, id)).toEqual(all);
    const { issues } = errorOf(await sandbox.tryBulk({ templateId: id, onError: "skip", certificates: [row] }));
    expect(issues).toHaveLength(all.length);
  });

  it("is told nothing that another mistake may have caused", async () => {
    const { sandbox } = await createClients();
    expect(await told(sandbox, { ...bad, ...dates, issuedAt: "yesterday" })).toEqual(["recipientEmail", "issuedAt"]);
    const templateId = crypto.randomUUID();
    expect(await told(sandbox, { ...aCertificate, ...dates, templateId })).toEqual(["templateId", "expiresAt"]);
  });
});

describe("a batch of many templates", () => {
  const usedBy = (templateIds: string[]) => templateIds.map((templateId) => ({ ...aCertificate, templateId }));
  const unknown = (count: number) => Array.from({ length: count }, () => crypto.randomUUID());

  it("may use twenty; a row that needs one more is told how many there may be", async () => {
    const { sandbox } = await createClients();
    const ids: string[] = [];
    for (let index = 0; index < 22; index++) ids.push((await createTemplate(sandbox, { name: `T${index}` })).id);
    const certificates = usedBy([...ids, ...ids]);
    const batch = batchOf(await sandbox.tryBulk({ onError: "skip", certificates }));
    expect(await sandbox.waitForBatch(batch.id)).toMatchObject({ issued_count: 40, failed_count: 4 });
    const failed = await sandbox.listItems(batch.id, "&status=failed");
    expect(failed.map(({ line }) => line)).toEqual([21, 22, 43, 44]);
    for (const { error } of failed) expect(error?.message).toContain("at most 20 templates");
    const { issues } = errorOf(await sandbox.tryBulk({ certificates }));
    expect(issues).toHaveLength(4);
    expect(issues?.[0]).toMatchObject({ line: 21, message: "is one more than a batch may use: at most 20 templates" });
  });

  it("may name ids that are none before one that is", async () => {
    const { sandbox } = await createClients();
    const { id } = await createTemplate(sandbox);
    const { issues } = errorOf(await sandbox.tryBulk({ certificates: usedBy([...unknown(30), id]) }));
    expect(issues?.map(({ line }) => line)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(new Set(issues?.map(({ message }) => message))).toEqual(new Set(["is no active template"]));
  });

  it("looks up a hundred ids, and says so of those beyond", async () => {
    const { sandbox } = await createClients();
    const { id } = await createTemplate(sandbox);
    const { issues } = errorOf(await sandbox.tryBulk({ templateId: id, certificates: usedBy([...unknown(105), id]) }));
    const [first, last] = [issues?.slice(0, 99), issues?.slice(99)];
    expect(new Set(first?.map(({ message }) => message))).toEqual(new Set(["is no active template"]));
    expect(last?.map(({ line }) => line)).toEqual([100, 101, 102, 103, 104, 105]);
    for (const { message } of last ?? [])
      expect(message).toBe("is one more than are looked up: a batch may name at most 100 templates");
  });
});
