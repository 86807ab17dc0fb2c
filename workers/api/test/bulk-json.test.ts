import { ApiClient, aCertificate, batchOf, errorOf } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { describe, expect, it } from "vitest";

const stack = useStack();

async function createClient() {
  const { id, sandbox } = await createTestOrganization(stack.sql);
  const client = new ApiClient(stack.apiUrl, sandbox.secret);
  const countBatches = async (): Promise<number> => {
    const [found] = await stack.sql`select count(*)::int as n from attestry.batches where organization_id = ${id}`;
    return found?.n;
  };
  return { client, countBatches };
}

describe("rows with members that no database could keep", () => {
  const odd = ["\u0000", "a\u0000b", "\ud800", "\udc00x", `${"x".repeat(199)}😀`];
  // Of two lists of names that are shifted by one, one is cut in the midst of a pair.
  const long = (shift: number) =>
    Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`${index}${"x".repeat(shift)}${"😀".repeat(90)}`, 1]));

  it("fail alone with a message that can be read, where bad rows are skipped", async () => {
    const { client, countBatches } = await createClient();
    const bad = [...odd.map((name) => ({ ...aCertificate, [name]: 1 })), { ...aCertificate, ...long(0) }];
    const certificates = [aCertificate, ...bad, { ...aCertificate, ...long(1) }];
    const batch = batchOf(await client.tryBulk({ onError: "skip", certificates }));
    expect(batch).toMatchObject({ total_count: 8, failed_count: 7 });
    for (const { line, error } of await client.listItems(batch.id, "&status=failed")) {
      expect([line, error?.message.isWellFormed(), error?.message.includes("\u0000")]).toEqual([line, true, false]);
      expect(error?.message).toContain("is not a known field");
    }
    expect(await countBatches()).toBe(1);
  });

  it("are told by paths that can be read, where they refuse all", async () => {
    const { client, countBatches } = await createClient();
    const { issues } = errorOf(await client.tryBulk({ certificates: odd.map((name) => ({ ...aCertificate, [name]: 1 })) }));
    expect(issues).toHaveLength(odd.length);
    for (const { path } of issues ?? []) expect(path.isWellFormed() && !path.includes("\u0000")).toBe(true);
    expect(await countBatches()).toBe(0);
  });
});
