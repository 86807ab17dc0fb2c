import { ApiClient, aCertificate, batchOf, errorOf } from "@attestry/scripts/testing/api-client";
import { createTemplate } from "@attestry/scripts/testing/make-template";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { describe, expect, it } from "vitest";

const stack = useStack();

async function createClients() {
  const { sandbox } = await createTestOrganization(stack.sql);
  return { sandbox: new ApiClient(stack.apiUrl, sandbox.secret) };
}

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
