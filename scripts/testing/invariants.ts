// What must always hold, as checks that throw when it does not. Each is run against the real stack, and again against one with a
// seeded defect, where it must throw: a check that cannot fail is worth nothing.
import { deepStrictEqual, equal, ok } from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import type { Sql } from "postgres";
import { type Answer, ApiClient, errorOf } from "./api-client.ts";
import { createTestOrganization, type TestOrganization } from "./test-organization.ts";

export type Subject = { apiUrl: string; verifyUrl: string; proxyUrl: string; sql: Sql };

const racers = 50;

function times<Value>(count: number, run: (index: number) => Promise<Value>): Promise<Value[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => run(index)));
}

function count(answers: Answer[], status: number): number {
  return answers.filter((answer) => answer.status === status).length;
}

async function countCertificates(sql: Sql, organization: TestOrganization): Promise<number> {
  const [row] = await sql`select count(*)::int as n from attestry.certificates where organization_id = ${organization.id}`;
  return row?.n;
}

/** 50 concurrent issues under one idempotency key make one certificate, and all get the same answer. */
export async function requireOneCertificateForOneKey({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  const answers = await times(racers, () => client.tryIssue({}, { "Idempotency-Key": "one" }));
  equal(count(answers, 201), racers);
  equal(new Set(answers.map((answer) => answer.text)).size, 1, "every caller gets the same answer");
  equal(await countCertificates(sql, organization), 1);
  const replays = answers.filter((answer) => answer.headers.get("Idempotent-Replayed") === "true");
  equal(replays.length, racers - 1);
}

/** 50 concurrent issues of one certificateId: exactly one 201, and the others are told that it exists. */
export async function requireUniqueCertificateId({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  const answers = await times(racers, () => client.tryIssue({ certificateId: "SAME" }));
  equal(count(answers, 201), 1);
  equal(count(answers, 409), racers - 1);
  equal(await countCertificates(sql, organization), 1);
}

/** With ten credits left, exactly ten live certificates, and granted = spent + left. */
export async function requireCreditsSpentOnce({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql, { credits: 10 });
  const client = new ApiClient(apiUrl, organization.live.secret);
  const answers = await times(racers, () => client.tryIssue());
  equal(count(answers, 201), 10);
  equal(count(answers, 402), racers - 10);
  equal(await countCertificates(sql, organization), 10);
  const [balance] = await sql`
    select
      t.credits,
      (select sum(amount)::int from attestry.credit_ledger l where l.organization_id = t.organization_id and kind = 'granted') as granted,
      (select sum(amount)::int from attestry.credit_ledger l where l.organization_id = t.organization_id and kind = 'spent') as spent
    from attestry.tenants t
    where t.organization_id = ${organization.id} and t.environment = 'live'`;
  deepStrictEqual({ ...balance }, { credits: 0, granted: 10, spent: 10 });
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
  equal(count(retries, 201), 3);
  equal(new Set(retries.map((answer) => answer.text)).size, 1);
  ok(retries[0]?.text.includes(committed.id), "the retry names the certificate of the first attempt");
  equal(await countCertificates(sql, organization), 1);
  const [balance] =
    await sql`select credits from attestry.tenants where organization_id = ${organization.id} and environment = 'live'`;
  equal(balance?.credits, 4);
}

/** A foreign id and a missing one get the same bytes on every route, over two organizations and both environments. */
export async function requireForeignLooksMissing({ apiUrl, sql }: Subject): Promise<void> {
  const organizations = await Promise.all([
    createTestOrganization(sql, { credits: 5 }),
    createTestOrganization(sql, { credits: 5 }),
  ]);
  const keys = organizations.flatMap(({ sandbox, live }) => [sandbox, live]);
  for (const [owner, key] of keys.entries()) {
    const certificateId = `OWN-${owner}-${randomBytes(4).toString("hex")}`;
    const { certificateUuid } = await new ApiClient(apiUrl, key.secret).issue({ certificateId });
    const missing = { id: certificateId.replace("OWN", "NOT"), uuid: crypto.randomUUID() };
    for (const [other, otherKey] of keys.entries()) {
      if (other === owner) continue;
      const stranger = new ApiClient(apiUrl, otherKey.secret);
      deepStrictEqual(await askEverywhere(stranger, certificateId), await askEverywhere(stranger, missing.id));
      deepStrictEqual(await askEverywhere(stranger, certificateUuid), await askEverywhere(stranger, missing.uuid));
    }
  }
}

async function askEverywhere(client: ApiClient, reference: string): Promise<string[]> {
  const answers = [
    await client.request(`/v1/certificates/${reference}`),
    await client.revoke(reference),
    await client.revoke(reference, { reason: "x" }, { "Idempotency-Key": "k" }),
    await client.request(`/v1/verify/${reference}`),
    await client.request(`/v1/certificates?recipientEmail=nobody@example.com`),
  ];
  // The caller's own words and the request's own id are all that may differ.
  return answers.map(({ status, text }) => `${status} ${text.replaceAll(reference, "REF").replace(/req_[0-9a-z]{24}/, "REQ")}`);
}

/** Once a revocation has been answered, nothing says valid: not the API, not the list, not the public page. */
export async function requireRevocationFinal({ apiUrl, verifyUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  const { certificateId } = await client.issue();
  const answers = await times(racers, () => client.revoke(certificateId));
  equal(count(answers, 200), 1, "one call revokes");
  equal(count(answers, 409), racers - 1);
  equal((await client.verify(certificateId)).status, "revoked");
  equal((await client.get(certificateId)).status, "revoked");
  const page = await fetch(`${verifyUrl}/sandbox/${organization.slug}/${certificateId}`);
  ok(/revoked/i.test(await page.text()));
  const events = await sql`
    select type, sequence from attestry.events where organization_id = ${organization.id} order by sequence`;
  deepStrictEqual(
    events.map((event) => [event.type, event.sequence]),
    [
      ["certificate.issued", 1],
      ["certificate.revoked", 2],
    ],
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
  equal(row?.pdf_sha256, sha256);
  equal(createHash("sha256").update(String(row?.document), "utf8").digest("hex"), issued.certificateHash);
}

/** A row edited behind the API's back is invalid from then on. */
export async function requireEditNoticed({ apiUrl, sql }: Subject): Promise<void> {
  const organization = await createTestOrganization(sql);
  const client = new ApiClient(apiUrl, organization.sandbox.secret);
  const { certificateId, certificateUuid } = await client.issue();
  await sql`
    update attestry.certificates set document = replace(document, 'Aina', 'Anna') where id = ${certificateUuid}`;
  const verification = await client.verify(certificateId);
  equal(verification.status, "invalid");
  ok(!JSON.stringify(verification).includes("Anna"), "what was edited in is not repeated");
}
