// What must always hold of webhooks and events, as checks that throw when it does not.
import { deepStrictEqual, equal } from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import type { Sql } from "postgres";
import { ApiClient, batchOf, errorOf } from "./api-client.ts";
import { makeBatchFile } from "./make-batch-file.ts";
import { countWaiting, meet, requireOutcomes, times } from "./race.ts";
import type { Subject } from "./subject.ts";
import { createTestOrganization } from "./test-organization.ts";
import { createHeldWebhook, createWebhook, makeWebhookUrl, tryCreateWebhook } from "./webhook-calls.ts";

// As many as the pool of connections lets wait for one another, with room for others.
const racers = 6;

/** With room for two webhooks, two of the concurrent calls create one; the other environment has its own twenty. */
export async function requireWebhooksBounded({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  await times(18, () => createWebhook(client));
  const answers = await meet(sql, organization, racers, () => tryCreateWebhook(client, { url: makeWebhookUrl() }));
  requireOutcomes(answers, { 201: 2, LIMIT_REACHED: racers - 2 }, "two callers create a webhook");
  const refusal = errorOf(await tryCreateWebhook(client, { url: makeWebhookUrl() }));
  equal(refusal.message, "An environment holds 20 webhooks at most.");
  await createWebhook(new ApiClient(apiUrl, organization.live.secret));
}

/** Of concurrent calls that create a webhook at one URL, or move theirs there, one succeeds; a deleted webhook's URL is free. */
export async function requireUrlsApart({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  const url = makeWebhookUrl();
  const created = await meet(sql, organization, racers, () => tryCreateWebhook(client, { url }));
  requireOutcomes(created, { 201: 1, VALIDATION_ERROR: racers - 1 }, "one webhook has the URL");
  const refusal = errorOf(created.find(({ status }) => status === 400) ?? (await tryCreateWebhook(client, { url })));
  deepStrictEqual(refusal.issues, [{ path: "url", message: "must not be the URL of another webhook in this environment." }]);

  const others = await times(racers, () => createWebhook(client));
  const aim = makeWebhookUrl();
  const move = (id: string | undefined, to: string) =>
    client.request(`/v1/webhooks/${id}`, { method: "PATCH", body: { url: to, description: "moved" } });
  const moved = await meet(sql, organization, racers, (index) => move(others[index]?.id, aim));
  requireOutcomes(moved, { 200: 1, VALIDATION_ERROR: racers - 1 }, "one webhook moves to the URL");

  const winner = others[moved.findIndex(({ status }) => status === 200)];
  equal((await move(winner?.id, aim)).status, 200, "a webhook may keep its URL");
  await client.request(`/v1/webhooks/${winner?.id}`, { method: "DELETE" });
  equal((await tryCreateWebhook(client, { url: aim })).status, 201, "a deleted webhook's URL is free");
  await createWebhook(new ApiClient(apiUrl, organization.live.secret), { url: aim });
  const stranger = await createTestOrganization(sql);
  await createWebhook(new ApiClient(apiUrl, stranger.sandbox.secret), { url: aim });
}

/** A webhook is deleted in the midst of issues that want to tell it: they wait, and all succeed. */
export async function requireDeletionHindersNoIssue({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  const { id } = await createHeldWebhook(client, sql);
  const { id: other } = await createHeldWebhook(client, sql);
  let answers: Promise<unknown> = Promise.resolve();
  await sql.begin(async (transaction) => {
    await transaction`delete from attestry.webhook_endpoints where id = ${id}`;
    const issues = times(racers, () => client.tryIssue());
    answers = issues.then((issued) => requireOutcomes(issued, { 201: racers }, "a deletion hinders no issue"));
    // Looked at below; until then it is no rejection that nobody handles.
    answers.catch(() => {});
    while ((await countWaiting(transaction)) < racers) await setTimeout(10);
  });
  await answers;
  deepStrictEqual(await findUntoldEvents(sql, organization.id), []);
  const [row] = await sql`select count(*)::int as n from attestry.webhook_deliveries where endpoint_id = ${other}`;
  equal(row?.n, racers, "the other webhook is told of each");
}

/**
 * Issues, revocations and a batch, some of them twice at once, in vain, or without an answer: each change that was made has its event and
 * nothing else has one, and each event its deliveries.
 */
export async function requireEveryChangeTold({ apiUrl, proxyUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  for (const events of [["certificate.issued"], ["certificate.revoked", "batch.completed"]]) {
    await createHeldWebhook(client, sql, { events });
  }
  const loss = { keyHash: organization.sandbox.hash, sqlFunction: "commit_certificates" };
  await fetch(`${proxyUrl}/lose`, { method: "POST", body: JSON.stringify(loss) });
  await times(12, (index) => client.tryIssue({ certificateId: `TOLD-${index % 8}` }));
  await times(8, (index) => client.revoke(`TOLD-${index % 3}`));
  await client.revoke("NONE");
  const rows = `${makeBatchFile(5, "TOLD-ROW", 1)}TOLD-1,Twice,a@example.com,Title,,\r\n`;
  await client.waitForBatch(batchOf(await client.tryBulkCsv(rows, "?onError=skip")).id);
  deepStrictEqual(await findUntoldChanges(sql, organization.id), [], "each change has its event");
  deepStrictEqual(await findUntoldEvents(sql, organization.id), [], "each event has its deliveries");
}

/** Certificates whose events are not those of their changes, numbered without a gap, and batches that ended without one. */
export async function findUntoldChanges(sql: Sql, organizationId: string): Promise<string[]> {
  const rows = await sql`
    with told as (
      select e.certificate_uuid, array_agg(e.type order by e.sequence) as types, array_agg(e.sequence order by e.sequence) as numbers
      from attestry.events e
      where e.organization_id = ${organizationId} and e.certificate_uuid is not null and e.sequence is not null
      group by e.certificate_uuid
    )
    select 'certificate ' || c.certificate_id as untold
    from attestry.certificates c
    left join told on told.certificate_uuid = c.id
    where c.organization_id = ${organizationId}
      and (
        told.numbers is distinct from array(select generate_series(1, c.event_sequence))
        or array_positions(told.types, 'certificate.issued') <> array[1]
        or cardinality(array_positions(told.types, 'certificate.revoked')) <> (c.revoked_at is not null)::int
      )
    union all
    select 'batch ' || b.name
    from attestry.batches b
    where b.organization_id = ${organizationId}
      and (b.finished_at is not null) <> exists (select from attestry.events e where e.batch_id = b.id)`;
  return rows.map(({ untold }) => String(untold));
}

/** Events that lack a delivery to a webhook that listened, and deliveries of what their webhook does not listen to. */
export async function findUntoldEvents(sql: Sql, organizationId: string): Promise<string[]> {
  const rows = await sql`
    select e.type || ' is untold' as breach
    from attestry.events e
    join attestry.webhook_endpoints w
      on w.organization_id = e.organization_id
      and w.environment = e.environment
      and w.created_at <= e.created_at
      and e.type = any (w.events)
    where e.organization_id = ${organizationId}
      and not exists (select from attestry.webhook_deliveries d where d.endpoint_id = w.id and d.event_id = e.id)
    union all
    select e.type || ' is told to whom it does not concern'
    from attestry.webhook_deliveries d
    join attestry.webhook_endpoints w on w.id = d.endpoint_id
    join attestry.events e on e.id = d.event_id
    where d.organization_id = ${organizationId}
      and e.type <> all (w.events)`;
  return rows.map(({ breach }) => String(breach));
}
