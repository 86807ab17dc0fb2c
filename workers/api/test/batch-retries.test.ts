import { ApiClient, batchOf, errorOf } from "@attestry/scripts/testing/api-client";
import { failAgain, leaveLeased, requireBatchesInOrder } from "@attestry/scripts/testing/batch-invariants";
import { makeBatchFile } from "@attestry/scripts/testing/make-batch-file";
import { createTestKey, createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { describe, expect, it } from "vitest";

const stack = useStack();

async function createClient() {
  const organization = await createTestOrganization(stack.sql, { credits: 1000 });
  return { organization, client: new ApiClient(stack.apiUrl, organization.live.secret) };
}

async function issueBatch(client: ApiClient, csv: string, query = "") {
  return client.waitForBatch(batchOf(await client.tryBulkCsv(csv, query)).id);
}

const retry = (client: ApiClient, id: string) => client.request(`/v1/batches/${id}/retry`, { method: "POST" });
const tidy = () => stack.sql`select api.tidy_batches('{}') as answer`;

describe("a retry", () => {
  it("does not take rows that were refused for what they say, or whose id is taken", async () => {
    const { client } = await createClient();
    await client.issue({ certificateId: "TAKEN" });
    const csv =
      "certificateId,recipientName,recipientEmail,title\nNEW,A,a@example.com,T\nTAKEN,B,b@example.com,T\nBAD,C,nobody,T\n";
    const { id, issued_count: issued, failed_count: failed } = await issueBatch(client, csv, "?onError=skip");
    expect([issued, failed]).toEqual([1, 2]);
    expect(errorOf(await retry(client, id)).code).toBe("NOTHING_TO_RETRY");
  });

  it("of a batch that has nothing left to issue is refused", async () => {
    const { client } = await createClient();
    const { id } = await issueBatch(client, makeBatchFile(2, "DONE", 1));
    expect(errorOf(await retry(client, id)).code).toBe("NOTHING_TO_RETRY");
  });

  it("by another key issues what failed since the first one was revoked, in the other's name", async () => {
    const { organization, client } = await createClient();
    const { id } = await issueBatch(client, makeBatchFile(3, "KEYS", 1));
    await failAgain(stack.sql, id, 3);
    await stack.sql`update attestry.batch_items set error_code = 'INVALID_API_KEY' where batch_id = ${id}`;
    await stack.sql`update attestry.api_keys set revoked_at = now() where id = ${organization.live.id}`;
    const key = await createTestKey(stack.sql, organization.id, "live");
    const other = new ApiClient(stack.apiUrl, key.secret);
    expect((await retry(other, id)).status).toBe(202);
    expect(await other.waitForBatch(id)).toMatchObject({ status: "completed", issued_count: 3 });
    const creators =
      await stack.sql`select distinct created_by from attestry.certificates where organization_id = ${organization.id}`;
    expect(creators.map(({ created_by: id }) => id)).toEqual([key.id]);
    await requireBatchesInOrder(stack.sql, organization.id);
  });

  it("gives no estimate, for the batch began long ago", async () => {
    const { client } = await createClient();
    const { id } = await issueBatch(client, makeBatchFile(5, "ESTIMATE", 1));
    await failAgain(stack.sql, id, 2);
    await stack.sql`update attestry.batches set started_at = now() - interval '5 days', created_at = now() - interval '5 days' where id = ${id}`;
    expect(batchOf(await retry(client, id)).estimated_finish_at).toBeNull();
    expect((await client.waitForBatch(id)).status).toBe("completed");
  });
});

describe("a key that is revoked between the claim of a chunk and its commit", () => {
  it("makes no certificate", async () => {
    const organization = await createTestOrganization(stack.sql);
    const client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
    const { id } = await issueBatch(client, makeBatchFile(1, "LATE", 1));
    await failAgain(stack.sql, id, 1);
    const { leaseToken, items } = await leaveLeased(stack.sql, id);
    await stack.sql`update attestry.api_keys set revoked_at = now() where id = ${organization.sandbox.id}`;
    const result = { leaseToken, certificates: items };
    const rest = { pdfPack: null, failures: [], troubles: [], pauseSeconds: 0, isBrokenOff: false };
    const [answer] =
      await stack.sql`select api.commit_batch_chunk(${JSON.stringify({ ...result, ...rest })}::text::jsonb) as answer`;
    expect(answer?.answer).toMatchObject({ issued: 0, failed: 1 });
    const [after] = await stack.sql`select status, error_code from attestry.batch_items where batch_id = ${id}`;
    expect(after).toMatchObject({ status: "failed", error_code: "INVALID_API_KEY" });
  });
});

describe("once an hour", () => {
  it("rows that were retried a moment ago are issued, however old the batch", async () => {
    const { organization, client } = await createClient();
    const { id } = await issueBatch(client, makeBatchFile(4, "OLD", 1));
    await stack.sql`update attestry.batches set created_at = now() - interval '9 days' where id = ${id}`;
    await failAgain(stack.sql, id, 4);
    expect((await retry(client, id)).status).toBe(202);
    await tidy();
    expect(await client.waitForBatch(id)).toMatchObject({ status: "completed", issued_count: 4 });
    await requireBatchesInOrder(stack.sql, organization.id);
  });

  it("drafts that nobody submitted go, and young ones stay", async () => {
    const { organization } = await createClient();
    for (const age of ["2 hours", "1 minute"])
      await stack.sql`
        insert into attestry.batches (id, organization_id, environment, name, status, created_by, created_at)
        values (gen_random_uuid(), ${organization.id}, 'live', ${age}, 'draft', ${organization.live.id}, now() - ${age}::interval)`;
    await tidy();
    const left = await stack.sql`select name from attestry.batches where organization_id = ${organization.id}`;
    expect(left.map(({ name }) => name)).toEqual(["1 minute"]);
  });

  it("what the rows of a batch said is forgotten thirty days after its end, and not before", async () => {
    const { client } = await createClient();
    const ids: string[] = [];
    for (const days of [31, 29]) {
      const { id } = await issueBatch(client, makeBatchFile(1, `AGE-${days}`, 1));
      await stack.sql`update attestry.batches set finished_at = now() - ${`${days} days`}::interval where id = ${id}`;
      await stack.sql`update attestry.batch_chunks set created_at = now() - '32 days'::interval where batch_id = ${id}`;
      ids.push(id);
    }
    await tidy();
    const kept =
      await stack.sql`select batch_id from attestry.batch_chunks where batch_id = any (${ids}) and sealed_inputs is not null`;
    expect(kept.map(({ batch_id: id }) => id)).toEqual([ids[1]]);
  });
});
