// What must always hold, as checks that throw when it does not. Each is run against the real stack, and again against one with a
// seeded defect, where it must throw: a check that cannot fail is worth nothing.
import { deepStrictEqual, equal, ok } from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import type { Sql } from "postgres";
import { alterRecord } from "./alter-record.ts";
import { ApiClient, errorOf } from "./api-client.ts";
import { publicAnswer } from "./contract.ts";
import { meet, racers, requireOutcomes, times } from "./race.ts";

import type { Subject } from "./subject.ts";
import { createTestOrganization, type TestOrganization } from "./test-organization.ts";

/** As many as the local Supabase interface has connections for, and room to look on. */
const meeting = 8;

async function countCertificates(sql: Sql, organization: TestOrganization): Promise<number> {
  const [row] = await sql`select count(*)::int as n from attestry.certificates where organization_id = ${organization.id}`;
  return row?.n;
}

/** Concurrent issues under one idempotency key, eight of which are made to meet and fifty follow at once, make one certificate, and all get the same answer. */
export async function requireOneCertificateForOneKey({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  const issue = () => client.tryIssue({}, { "Idempotency-Key": "one" });
  const answers = [...(await meet(sql, organization, meeting, issue)), ...(await times(racers, issue))];
  requireOutcomes(answers, { 201: meeting + racers }, "every caller is answered 201");
  equal(new Set(answers.map((answer) => answer.text)).size, 1, "every caller gets the same answer");
  equal(await countCertificates(sql, organization), 1, "one certificate exists");
  const replays = answers.filter((answer) => answer.headers.get("Idempotent-Replayed") === "true");
  equal(replays.length, meeting + racers - 1);
}

/** 50 concurrent issues of one certificateId: exactly one 201, and the others are told that it exists. */
export async function requireUniqueCertificateId({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  const answers = await times(racers, () => client.tryIssue({ certificateId: "SAME" }));
  requireOutcomes(answers, { 201: 1, CERTIFICATE_EXISTS: racers - 1 }, "exactly one caller is answered 201");
  // On a busy machine fifty may come one after the other; eight are made to meet.
  const met = await meet(sql, organization, 8, () => client.tryIssue({ certificateId: "MET" }));
  requireOutcomes(met, { 201: 1, CERTIFICATE_EXISTS: 7 }, "exactly one caller is answered 201");
  equal(await countCertificates(sql, organization), 2, "one certificate exists of each");
}

/** With ten credits left, exactly ten live certificates, and granted = spent + left. */
export async function requireCreditsSpentOnce({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql, { credits: 10 });
  const client = new ApiClient(apiUrl, organization.live.secret);
  const answers = await times(racers, () => client.tryIssue());
  requireOutcomes(answers, { 201: 10, QUOTA_EXCEEDED: racers - 10 }, "exactly ten callers are answered 201");
  equal(await countCertificates(sql, organization), 10, "ten certificates exist");
  const [balance] = await sql`
    select
      t.credits,
      (select sum(amount)::int from attestry.credit_ledger l where l.organization_id = t.organization_id and kind = 'granted') as granted,
      (select sum(amount)::int from attestry.credit_ledger l where l.organization_id = t.organization_id and kind = 'spent') as spent
    from attestry.tenants t
    where t.organization_id = ${organization.id} and t.environment = 'live'`;
  deepStrictEqual({ ...balance }, { credits: 0, granted: 10, spent: 10 }, "granted = spent + left");
}

/** The answer to a committed issue is lost on the way; the retry gets it, and nothing is issued or charged twice. */
export async function requireLostAnswerRepeated({ apiUrl, proxyUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql, { credits: 5 });
  const client = new ApiClient(apiUrl, organization.live.secret);
  const loss = { keyHash: organization.live.hash, sqlFunction: "commit_certificates" };
  await fetch(`${proxyUrl}/lose`, { method: "POST", body: JSON.stringify(loss) });

  const lost = await client.tryIssue({}, { "Idempotency-Key": "order-1" });
  equal(errorOf(lost).code, "INTERNAL_ERROR");
  const [committed] = await sql`select id, certificate_id from attestry.certificates where organization_id = ${organization.id}`;
  ok(committed, "the first attempt was committed");

  const retries = await times(3, () => client.tryIssue({}, { "Idempotency-Key": "order-1" }));
  requireOutcomes(retries, { 201: 3 }, "the retries are answered 201");
  equal(new Set(retries.map((answer) => answer.text)).size, 1, "the retries get one answer");
  ok(retries[0]?.text.includes(committed.id), "the retry names the certificate of the first attempt");
  equal(await countCertificates(sql, organization), 1, "one certificate exists");
  const [balance] =
    await sql`select credits from attestry.tenants where organization_id = ${organization.id} and environment = 'live'`;
  equal(balance?.credits, 4, "one credit is spent");
}

/** Once a revocation has been answered, nothing says valid: not the API, not the list, not the public page. */
export async function requireRevocationFinal({ apiUrl, verifyUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  const { certificateId } = await client.issue();
  const answers = await times(racers, () => client.revoke(certificateId));
  requireOutcomes(answers, { 200: 1, CERTIFICATE_REVOKED: racers - 1 }, "one call revokes");
  equal((await client.verify(certificateId)).status, "revoked", "verify says revoked");
  equal((await client.get(certificateId)).status, "revoked", "get says revoked");
  deepStrictEqual(
    (await client.list()).certificates.map(({ status }) => status),
    ["revoked"],
    "the list says revoked",
  );
  const page = `${verifyUrl}/sandbox/${organization.slug}/${certificateId}`;
  const told = await (await fetch(page, { headers: { Accept: "application/json" } })).json();
  equal(publicAnswer.parse(told).data.status, "revoked", "the page says revoked");
  const events = await sql`
    select type, sequence from attestry.events where organization_id = ${organization.id} order by sequence`;
  deepStrictEqual(
    events.map((event) => [event.type, event.sequence]),
    [
      ["certificate.issued", 1],
      ["certificate.revoked", 2],
    ],
    "each change has one event, in order",
  );
}

/** Every verification answered has its log row: hits, misses, by the API and by the page. */
export async function requireVerificationsLogged({ apiUrl, verifyUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  const { certificateId } = await client.issue();
  await client.verify(certificateId);
  await client.verify("MISSING");
  await client.verify("%00%0aodd%20name");
  await fetch(`${verifyUrl}/sandbox/${organization.slug}/${certificateId}`);
  await fetch(`${verifyUrl}/sandbox/${organization.slug}/MISSING`);
  const rows = await sql`
    select source, result, certificate_reference from attestry.verification_log
    where organization_id = ${organization.id} order by verified_at`;
  deepStrictEqual(
    rows.map(({ source, result, certificate_reference: reference }) => [source, result, reference]),
    [
      ["api", "verified", certificateId],
      ["api", "not_found", "MISSING"],
      ["api", "not_found", "??odd?name"],
      ["page", "verified", certificateId],
      ["page", "not_found", "MISSING"],
    ],
    "each verification has one log row",
  );
}

/** SHA-256 of the stored file = the database's, and the document's hash = the answer's. */
export async function requireHashesAgree({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const issued = await new ApiClient(apiUrl, organization.sandbox.secret).issue();
  const file = await fetch(issued.pdf.url);
  equal(file.status, 200);
  const sha256 = createHash("sha256")
    .update(new Uint8Array(await file.arrayBuffer()))
    .digest("hex");
  const [row] = await sql`select pdf_sha256, document from attestry.certificates where id = ${issued.certificateUuid}`;
  equal(row?.pdf_sha256, sha256, "the stored file has the recorded hash");
  equal(
    createHash("sha256").update(String(row?.document), "utf8").digest("hex"),
    issued.certificateHash,
    "the document has the answered hash",
  );
}

/** A row edited behind the API's back is invalid from then on. */
export async function requireEditNoticed({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  const { certificateId, certificateUuid } = await client.issue();
  await alterRecord(sql, certificateUuid, ["Aina", "Anna"]);
  const verification = await client.verify(certificateId);
  equal(verification.status, "invalid", "an edited record is invalid");
  ok(!JSON.stringify(verification).includes("Anna"), "what was edited in is not repeated");
}

/** No e-mail address and no private value in any event: those are what webhooks will carry. */
export async function requireEventsPublic({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  const secret = randomBytes(8).toString("hex");
  const { certificateId } = await client.issue({ recipientEmail: `${secret}@example.com`, privateMetadata: { note: secret } });
  await client.revoke(certificateId);
  const events =
    await sql`select attestry.event_json(e)::text as text from attestry.events e where organization_id = ${organization.id}`;
  equal(events.length, 2, "each change has one event");
  for (const { text } of events) ok(String(text).includes(certificateId), "an event says which certificate changed");
  for (const { text } of events) ok(!String(text).includes(secret), "an event holds nothing private");
}
