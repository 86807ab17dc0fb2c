import { ApiClient, batchOf } from "@attestry/scripts/testing/api-client";
import { requireBatchesInOrder } from "@attestry/scripts/testing/batch-invariants";
import { makeBatchFile } from "@attestry/scripts/testing/make-batch-file";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { expect, it } from "vitest";

// Nobody issues what waits.
const own = useOwnStack({ jobsProcesses: 0 });

async function submitBatch() {
  const { sql, apiUrl } = own();
  const organization = await createTestOrganization(sql, { credits: 10 });
  const client = new ApiClient(apiUrl, organization.live.secret);
  const { id } = batchOf(await client.tryBulkCsv(makeBatchFile(3, "STUCK", 1)));
  const age = (text: string) =>
    sql`update attestry.batch_chunks set pending_since = now() - ${text}::interval where batch_id = ${id}`;
  const tidy = async () => (await sql`select api.tidy_batches('{}') as answer`)[0]?.answer;
  const readCredits = async () =>
    (await sql`select credits from attestry.tenants where organization_id = ${organization.id} and environment = 'live'`)[0]
      ?.credits;
  const requireOrder = () => requireBatchesInOrder(sql, organization.id);
  return { sql, client, id, age, tidy, readCredits, requireOrder };
}

it("rows that have waited for two days fail and are refunded, and a retry lets them wait anew", async () => {
  const { client, id, age, tidy, readCredits, requireOrder } = await submitBatch();
  expect(await readCredits()).toBe(7);
  await age("2 days 1 minute");
  expect(await tidy()).toMatchObject({ givenUpChunks: 1 });
  expect(await client.getBatch(id)).toMatchObject({ status: "completed_with_errors", failed_count: 3 });
  const items = await client.listItems(id);
  expect(items.map(({ status, error }) => [status, error?.code])).toEqual(Array(3).fill(["failed", "INTERNAL_ERROR"]));
  expect(items[0]?.error?.message).toContain("could not be issued within two days");
  expect(await readCredits()).toBe(10);
  await requireOrder();
  batchOf(await client.request(`/v1/batches/${id}/retry`, { method: "POST" }));
  expect(await readCredits()).toBe(7);
  expect(await tidy()).toMatchObject({ givenUpChunks: 0 });
  await requireOrder();
});

it("rows that have waited for less go on waiting, and so do those that somebody is at work on", async () => {
  const { sql, client, id, age, tidy, readCredits, requireOrder } = await submitBatch();
  await age("1 day 23 hours");
  expect(await tidy()).toMatchObject({ givenUpChunks: 0 });
  await age("3 days");
  await sql`
    update attestry.batch_chunks set lease_token = gen_random_uuid(), available_at = now() + interval '1 minute' where batch_id = ${id}`;
  expect(await tidy()).toMatchObject({ givenUpChunks: 0 });
  expect(await client.getBatch(id)).toMatchObject({ status: "queued", failed_count: 0 });
  expect(await readCredits()).toBe(7);
  await requireOrder();
});
