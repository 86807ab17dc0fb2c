// What must always hold of batches, as checks that throw when it does not.
import { deepStrictEqual, equal, ok } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { ISql, Sql } from "postgres";
import { type Answer, ApiClient, batchOf } from "./api-client.ts";
import { makeBatchFile } from "./make-batch-file.ts";
import { meet, requireOutcomes, times } from "./race.ts";
import type { Subject } from "./subject.ts";
import { createTestOrganization } from "./test-organization.ts";

/**
 * That an organization's batches and money are in order: every row counted where it is, every issued row with its certificate and that
 * with its one event, every end of a batch with its event, and granted = spent + settled + reserved + left.
 */
export async function requireBatchesInOrder(sql: Sql, organizationId: string): Promise<void> {
  const miscounted = await sql`
    select b.id
    from attestry.batches b
    cross join lateral (
      select
        count(*)::int as total,
        count(*) filter (where i.status = 'issued')::int as issued,
        count(*) filter (where i.status = 'failed')::int as failed,
        count(*) filter (where i.status = 'cancelled')::int as cancelled
      from attestry.batch_items i
      where (i.organization_id, i.environment, i.batch_id) = (b.organization_id, b.environment, b.id)
    ) as counted
    where b.organization_id = ${organizationId}
      and (b.total_count, b.issued_count, b.failed_count, b.cancelled_count)
        <> (counted.total, counted.issued, counted.failed, counted.cancelled)`;
  equal(miscounted.length, 0, "a batch counts its rows as they are");
  const waiting = await sql`
    select c.batch_id
    from attestry.batch_chunks c
    where c.organization_id = ${organizationId}
      and c.pending_count <> (
        select count(*) from attestry.batch_items i
        where (i.organization_id, i.environment, i.batch_id, i.chunk_number) = (c.organization_id, c.environment, c.batch_id, c.number)
          and i.status = 'pending'
      )`;
  equal(waiting.length, 0, "a chunk counts the rows that wait");
  const [rows] = await sql`
    select
      (select count(*)::int from attestry.batch_items i
        where i.organization_id = ${organizationId} and i.status = 'issued'
        and not exists (select from attestry.certificates c
          where (c.organization_id, c.environment, c.id, c.certificate_id)
            = (i.organization_id, i.environment, i.certificate_uuid, i.certificate_id))) as without_certificate,
      (select count(*)::int from attestry.batch_items i
        join attestry.certificates c on (c.organization_id, c.environment, c.id) = (i.organization_id, i.environment, i.certificate_uuid)
        where i.organization_id = ${organizationId} and i.status <> 'issued' and i.error_code is distinct from 'CERTIFICATE_EXISTS') as orphans,
      (select count(*)::int from attestry.certificates c
        where c.organization_id = ${organizationId}
        and (select count(*) from attestry.events e where e.organization_id = c.organization_id
          and e.certificate_uuid = c.id and e.type = 'certificate.issued') <> 1) as without_event`;
  deepStrictEqual(
    { ...rows },
    { without_certificate: 0, orphans: 0, without_event: 0 },
    "each issued row has one certificate and event",
  );
  const endings = await sql`
    select b.id, b.event_sequence, count(e.id)::int as events, b.finished_at is not null as has_ended
    from attestry.batches b
    left join attestry.events e on (e.organization_id, e.environment, e.batch_id) = (b.organization_id, b.environment, b.id)
    where b.organization_id = ${organizationId} and b.status <> 'draft'
    group by b.organization_id, b.environment, b.id`;
  for (const { event_sequence: sequence, events, has_ended: hasEnded } of endings) {
    equal(events, sequence, "each end of a batch has one event");
    ok(!hasEnded || events > 0, "a batch that has ended has said so");
  }
  await requireCreditsConserved(sql, organizationId);
}

/** granted = spent + settled + reserved + left; what is reserved is what waits. */
export async function requireCreditsConserved(sql: Sql, organizationId: string): Promise<void> {
  const [money] = await sql`
    select
      t.credits as left,
      coalesce(sum(l.amount) filter (where l.kind = 'granted'), 0)::int as granted,
      coalesce(sum(l.amount) filter (where l.kind = 'spent'), 0)::int as spent,
      coalesce(sum(l.amount) filter (where l.kind = 'settled'), 0)::int as settled,
      coalesce(sum(l.amount) filter (where l.kind = 'reserved'), 0)::int as reserved,
      coalesce(sum(l.amount) filter (where l.kind = 'released'), 0)::int as released,
      (select count(*)::int from attestry.batch_items i
        where i.organization_id = t.organization_id and i.environment = 'live' and i.status = 'pending') as pending,
      (select count(*)::int from attestry.certificates c
        where c.organization_id = t.organization_id and c.environment = 'live') as certificates
    from attestry.tenants t
    left join attestry.credit_ledger l using (organization_id, environment)
    where t.organization_id = ${organizationId} and t.environment = 'live'
    group by t.organization_id, t.environment, t.credits`;
  ok(money, "the organization has an account");
  const open = money.reserved - money.settled - money.released;
  equal(money.granted, money.spent + money.settled + open + money.left, "granted = spent + settled + reserved + left");
  equal(open, money.pending, "what is reserved is what waits");
  equal(money.spent + money.settled, money.certificates, "each live certificate took one credit");
}

const csv = (count: number, prefix: string) => makeBatchFile(count, prefix, 1);

/** Two batches want the same ids at once: one gets them all, the other is refused, and nothing is issued twice. */
export async function requireIdsSpokenForOnce({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  // Staged they may wait for one another as they will; they are to meet where the ids are spoken for.
  const hold = (transaction: ISql) => transaction`lock table attestry.batch_items in exclusive mode`;
  const answers = await meet(sql, organization, 8, () => client.tryBulkCsv(csv(500, "SAME")), hold);
  requireOutcomes(answers, { 202: 1, VALIDATION_ERROR: 7 }, "one batch gets the ids");
  await endAll(client, answers);
  await requireBatchesInOrder(sql, organization.id);
}

/** Batches race for the last credits: as many are accepted as can be paid. */
export async function requireCreditsReservedOnce({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql, { credits: 45 });
  const client = new ApiClient(apiUrl, organization.live.secret);
  const answers = await times(8, (index) => client.tryBulkCsv(csv(20, `RACE-${index}`)));
  requireOutcomes(answers, { 202: 2, QUOTA_EXCEEDED: 6 }, "two batches can be paid");
  await endAll(client, answers);
  await requireBatchesInOrder(sql, organization.id);
}

/** A batch is cancelled while it is issued: what was issued stays, the rest is cancelled and given back, once. */
export async function requireCancelledOnce({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql, { credits: 2000 });
  const client = new ApiClient(apiUrl, organization.live.secret);
  const { id } = batchOf(await client.tryBulkCsv(csv(800, "CANCEL")));
  while ((await client.getBatch(id)).issued_count === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const answers = await times(5, () => client.request(`/v1/batches/${id}/cancel`, { method: "POST" }));
  requireOutcomes(answers, { 200: 1, BATCH_FINISHED: 4 }, "one call cancels");
  const batch = await client.getBatch(id);
  equal(batch.status, "cancelled", "the batch is cancelled");
  equal(batch.issued_count + batch.cancelled_count, 800, "every row has ended");
  await requireBatchesInOrder(sql, organization.id);
}

/** Failed rows are retried by several at once: one call does it, their credits are reserved once, and they are issued. */
export async function requireRetriedOnce({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql, { credits: 100 });
  const client = new ApiClient(apiUrl, organization.live.secret);
  const { id } = batchOf(await client.tryBulkCsv(csv(10, "RETRY")));
  await client.waitForBatch(id);
  await failAgain(sql, id, 4);
  const answers = await times(5, () => client.request(`/v1/batches/${id}/retry`, { method: "POST" }));
  requireOutcomes(answers, { 202: 1, NOTHING_TO_RETRY: 4 }, "one call retries");
  const batch = await client.waitForBatch(id);
  deepStrictEqual([batch.status, batch.issued_count, batch.failed_count], ["completed", 10, 0], "the failed rows are issued");
  await requireBatchesInOrder(sql, organization.id);
}

/** Makes rows of a batch look as if their issuing had failed: certificates gone, rows failed, credits released. */
export async function failAgain(sql: Sql, batchId: string, count: number): Promise<void> {
  await sql.begin(async (transaction) => {
    const failed = await transaction`
      update attestry.batch_items set status = 'failed', error_code = 'INTERNAL_ERROR', error_message = 'test'
      where batch_id = ${batchId} and line in (
        select line from attestry.batch_items where batch_id = ${batchId} and status = 'issued' order by line limit ${count})
      returning organization_id, environment, certificate_uuid`;
    const uuids = failed.map(({ certificate_uuid: uuid }) => String(uuid));
    await transaction`delete from attestry.events where certificate_uuid = any (${uuids}::uuid[])`;
    await transaction`delete from attestry.certificates where id = any (${uuids}::uuid[])`;
    await transaction`
      update attestry.batches
      set issued_count = issued_count - ${count}, failed_count = failed_count + ${count}, status = 'completed_with_errors'
      where id = ${batchId}`;
    await transaction`delete from attestry.credit_ledger where batch_id = ${batchId} and kind = 'settled' and amount = ${count}`;
    await transaction`
      update attestry.credit_ledger set amount = amount - ${count}
      where batch_id = ${batchId} and kind = 'settled'`;
    await transaction`
      update attestry.tenants t set credits = credits + ${count}
      from attestry.batches b where b.id = ${batchId} and (t.organization_id, t.environment) = (b.organization_id, b.environment) and t.environment = 'live'`;
    await transaction`
      insert into attestry.credit_ledger (organization_id, environment, kind, amount, balance_after, batch_id)
      select b.organization_id, b.environment, 'released', ${count}, t.credits, b.id
      from attestry.batches b join attestry.tenants t using (organization_id, environment) where b.id = ${batchId}`;
  });
}

/** Makes the failed rows of a batch of one chunk wait again, as a claim leaves them: leased for an hour, with nobody at work. */
export async function leaveLeased(
  sql: Sql,
  batchId: string,
): Promise<{ leaseToken: string; items: { certificateUuid: string; line: number }[] }> {
  const leaseToken = randomUUID();
  return sql.begin(async (transaction) => {
    const items = await transaction`
      update attestry.batch_items set status = 'pending', error_code = null, error_message = null
      where batch_id = ${batchId} and status = 'failed' returning certificate_uuid, line`;
    await transaction`
      update attestry.batch_chunks
      set pending_count = ${items.length}, lease_token = ${leaseToken}, available_at = now() + interval '1 hour'
      where batch_id = ${batchId}`;
    await transaction`update attestry.batches set status = 'processing', finished_at = null, failed_count = 0 where id = ${batchId}`;
    return {
      leaseToken,
      items: items.map(({ certificate_uuid, line }) => ({ certificateUuid: String(certificate_uuid), line: Number(line) })),
    };
  });
}

async function endAll(client: ApiClient, answers: Answer[]): Promise<void> {
  for (const answer of answers) if (answer.status === 202) await client.waitForBatch(batchOf(answer).id);
}
