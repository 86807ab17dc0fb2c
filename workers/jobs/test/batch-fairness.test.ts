import { ApiClient, batchOf } from "@attestry/scripts/testing/api-client";
import { requireBatchesInOrder } from "@attestry/scripts/testing/batch-invariants";
import { makeBatchFile } from "@attestry/scripts/testing/make-batch-file";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { expect, it } from "vitest";

const own = useOwnStack();

it("thousands of rows of one organization do not hold up another's few, nor its single issue", async () => {
  const { sql, apiUrl } = own();
  const [large, small] = await Promise.all([
    createTestOrganization(sql, { credits: 4000 }),
    createTestOrganization(sql, { credits: 10 }),
  ]);
  const [many, few] = [large, small].map(({ live }) => new ApiClient(apiUrl, live.secret));
  if (!many || !few) throw new Error("Two clients are needed.");
  await few.waitForBatch(batchOf(await few.tryBulkCsv(makeBatchFile(1, "WARM", 1))).id);
  const { id } = batchOf(await many.tryBulkCsv(makeBatchFile(4000, "MANY", 1)));
  const quick = await few.waitForBatch(batchOf(await few.tryBulkCsv(makeBatchFile(5, "FEW", 1))).id);
  const single = await few.issue();
  const meanwhile = await many.getBatch(id);
  expect(quick.status).toBe("completed");
  expect(single.status).toBe("issued");
  expect(meanwhile.finished_at).toBeNull();
  expect(meanwhile.issued_count).toBeLessThan(3000);
  expect(await many.waitForBatch(id)).toMatchObject({ status: "completed", issued_count: 4000 });
  await requireBatchesInOrder(sql, large.id);
  await requireBatchesInOrder(sql, small.id);
});

it("a dry run of thousands of rows does not hold up another organization's single issues", async () => {
  const { sql, apiUrl } = own();
  const [large, small] = await Promise.all([createTestOrganization(sql), createTestOrganization(sql)]);
  const [many, few] = [large, small].map(({ sandbox }) => new ApiClient(apiUrl, sandbox.secret));
  if (!many || !few) throw new Error("Two clients are needed.");
  await few.issue();
  const order: string[] = [];
  const dryRun = many.tryBulkCsv(makeBatchFile(2000, "DRY", 1), "?dryRun=true").then(({ status }) => {
    order.push(`dry run ${status}`);
  });
  for (let number = 1; number <= 5; number++) order.push((await few.issue()).status);
  await dryRun;
  expect(order).toEqual(["issued", "issued", "issued", "issued", "issued", "dry run 200"]);
});

it("a row that the database refuses fails alone, and is refunded", async () => {
  const { sql, apiUrl } = own();
  const organization = await createTestOrganization(sql, { credits: 200 });
  const client = new ApiClient(apiUrl, organization.live.secret);
  await sql`
    create function attestry.poison_test() returns trigger language plpgsql as $$
    begin
      if new.certificate_id = 'POISON-50' then raise exception 'poisoned'; end if;
      return new;
    end $$`;
  await sql`create trigger poison_test before insert on attestry.certificates for each row execute function attestry.poison_test()`;
  const { id } = batchOf(await client.tryBulkCsv(makeBatchFile(100, "POISON", 1)));
  const ended = await client.waitForBatch(id);
  await sql`drop trigger poison_test on attestry.certificates`;
  await sql`drop function attestry.poison_test()`;
  expect(ended).toMatchObject({ status: "completed_with_errors", issued_count: 99, failed_count: 1 });
  const [failed] = await client.listItems(id, "&status=failed");
  expect(failed).toMatchObject({ certificateId: "POISON-50", error: { code: "INTERNAL_ERROR" } });
  await requireBatchesInOrder(sql, organization.id);
  // And once what was wrong is mended, the row can be issued after all.
  const retried = batchOf(await client.request(`/v1/batches/${id}/retry`, { method: "POST" }));
  expect(retried.status).toBe("processing");
  expect(await client.waitForBatch(id)).toMatchObject({ status: "completed", issued_count: 100, failed_count: 0 });
  await requireBatchesInOrder(sql, organization.id);
});

it("a key that is revoked issues no more rows, and they are refunded", async () => {
  const { sql, apiUrl } = own();
  const organization = await createTestOrganization(sql, { credits: 3000 });
  const client = new ApiClient(apiUrl, organization.live.secret);
  const { id } = batchOf(await client.tryBulkCsv(makeBatchFile(3000, "REVOKED", 1)));
  await sql`update attestry.api_keys set revoked_at = now() where id = ${organization.live.id}`;
  const deadline = Date.now() + 60_000;
  for (;;) {
    const [batch] = await sql`select finished_at, status, issued_count, failed_count from attestry.batches where id = ${id}`;
    if (batch?.finished_at) {
      expect(batch.failed_count).toBeGreaterThan(0);
      expect(batch.issued_count + batch.failed_count).toBe(3000);
      break;
    }
    if (Date.now() > deadline) throw new Error("The batch has not ended.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const codes = await sql`select distinct error_code from attestry.batch_items where batch_id = ${id} and status = 'failed'`;
  expect(codes.map(({ error_code: code }) => code)).toEqual(["INVALID_API_KEY"]);
  await requireBatchesInOrder(sql, organization.id);
});
