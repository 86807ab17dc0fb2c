// What belongs to another tenant must not be told from what does not exist.
import { deepStrictEqual } from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { type Answer, ApiClient, aCertificate } from "./api-client.ts";
import { replayRead, webhookList } from "./contract.ts";
import { aTemplate } from "./make-template.ts";
import type { Subject } from "./subject.ts";
import { createTestOrganization, type TestKey } from "./test-organization.ts";
import { aWebhook, createHeldWebhook, dataOf, listDeliveries } from "./webhook-calls.ts";

const since = "2026-01-01T00:00:00.000Z";

/** A foreign id and a missing one get the same bytes on every route, over two organizations and both environments. */
export async function requireForeignLooksMissing(subject: Subject): Promise<void> {
  const organizations = await Promise.all([1, 2].map(() => createTestOrganization(subject.sql, { credits: 9 })));
  const tenants = organizations.flatMap(({ slug, sandbox, live }) => [
    { slug, base: `${subject.verifyUrl}/sandbox`, key: sandbox },
    { slug, base: subject.verifyUrl, key: live },
  ]);
  for (const owner of tenants) {
    const foreign = { ...(await plantCertificate(subject, owner.key)), ...(await plantWebhook(subject, owner.key)) };
    const missing = await imagineCertificate(foreign);
    const strangers = tenants.filter((tenant) => tenant !== owner);
    const ask = (about: Named) => Promise.all(strangers.map((stranger) => askEverywhere(subject, stranger, about)));
    deepStrictEqual(await ask(foreign), await ask(missing), "a foreign certificate is answered like a missing one");
  }
}

type NamedCertificate = { certificateId: string; uuid: string; recipientEmail: string; templateId: string; cursor: string };
type NamedWebhook = { webhookId: string; deliveryId: string; eventId: string; replayId: string };
type Named = NamedCertificate & NamedWebhook;
type Tenant = { slug: string; base: string; key: TestKey };

async function plantCertificate({ apiUrl, sql }: Subject, key: TestKey): Promise<NamedCertificate> {
  const client = new ApiClient(apiUrl, key.secret);
  const name = randomBytes(4).toString("hex");
  const recipientEmail = `own-${name}@example.com`;
  const { certificateUuid: uuid, certificateId } = await client.issue({ certificateId: `OWN-${name}`, recipientEmail });
  await client.issue();
  const [template] = await sql`
    select admin.import_template(jsonb_build_object(
      'organizationId', k.organization_id, 'environment', k.environment, 'name', 'Own', 'description', '',
      'metadataSchema', v.metadata_schema, 'design', v.design
    )) ->> 'id' as id
    from attestry.api_keys k, (select * from attestry.template_versions limit 1) v
    where k.key_hash = ${key.hash}`;
  const { nextCursor } = await client.list("?limit=1");
  return { certificateId, uuid, recipientEmail, templateId: String(template?.id), cursor: String(nextCursor) };
}

/** With an event on its way to it, and a replay. */
async function plantWebhook({ apiUrl, sql }: Subject, key: TestKey): Promise<NamedWebhook> {
  const client = new ApiClient(apiUrl, key.secret);
  const { id: webhookId } = await createHeldWebhook(client, sql);
  await client.issue();
  const [delivery] = (await listDeliveries(client, webhookId)).deliveries;
  const started = await client.request(`/v1/webhooks/${webhookId}/replay`, { method: "POST", body: { since } });
  const { replay } = dataOf(started, replayRead);
  return { webhookId, deliveryId: String(delivery?.id), eventId: String(delivery?.event_id), replayId: replay.id };
}

/** What nobody has, in words as long as those of the certificate. */
async function imagineCertificate({ certificateId, recipientEmail, cursor }: Named): Promise<Named> {
  const [createdAt] = JSON.parse(Buffer.from(cursor, "base64url").toString());
  return {
    certificateId: certificateId.replace("OWN", "NOT"),
    uuid: crypto.randomUUID(),
    recipientEmail: recipientEmail.replace("own", "not"),
    templateId: crypto.randomUUID(),
    cursor: Buffer.from(JSON.stringify([createdAt, crypto.randomUUID()])).toString("base64url"),
    ...{ webhookId: crypto.randomUUID(), deliveryId: crypto.randomUUID() },
    ...{ eventId: crypto.randomUUID(), replayId: crypto.randomUUID() },
  };
}

async function askEverywhere({ apiUrl }: Subject, { slug, base, key }: Tenant, about: Named): Promise<string[]> {
  const client = new ApiClient(apiUrl, key.secret);
  const post = (path: string, body: unknown) => client.request(path, { method: "POST", body });
  const answers = await Promise.all([
    ...[about.certificateId, about.uuid].flatMap((reference) => [
      client.request(`/v1/certificates/${reference}`),
      client.revoke(reference),
      client.revoke(reference, { reason: "x" }, { "Idempotency-Key": randomBytes(8).toString("hex") }),
      client.request(`/v1/verify/${reference}`),
    ]),
    client.request(`/v1/certificates?recipientEmail=${about.recipientEmail}`),
    client.request(`/v1/certificates?templateId=${about.templateId}`),
    client.request(`/v1/certificates?limit=1&status=revoked&cursor=${about.cursor}`),
    post("/v1/certificates/issue", { ...aCertificate, templateId: about.templateId }),
    ...(await askAboutTemplate(client, about.templateId)),
    ...(await askAboutWebhook(client, about)),
  ]);
  const headers = { Authorization: `Bearer ${key.secret}` };
  const seen = await Promise.all([
    see(`${base}/${slug}/${about.certificateId}`),
    ...[about.certificateId, about.uuid].map((reference) => see(`${apiUrl}/v1/certificates/${reference}/png`, headers)),
  ]);
  const texts = answers.map((answer) => `${answer.status} ${sameHeaders(answer.headers)} ${answer.text}`);
  return [...texts, ...seen].map((text) => withoutOwnWords(text, about));
}

async function see(url: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(url, { headers });
  return `${response.status} ${sameHeaders(response.headers)} ${await response.text()}`;
}

async function askAboutTemplate(client: ApiClient, id: string): Promise<Answer[]> {
  const path = `/v1/templates/${id}`;
  const post = (action: string, body: unknown) => client.request(`${path}/${action}`, { method: "POST", body });
  return [
    await client.request(path),
    await client.request(path, { method: "PUT", body: aTemplate() }),
    await client.download(`${path}/preview`, { method: "POST", body: {} }),
    await post("preflight", { certificates: [aCertificate] }),
    await post("archive", {}),
    await post("activate", {}),
  ];
}

/** All of it, and its parts as if they were those of the caller's own webhook. */
async function askAboutWebhook(client: ApiClient, about: Named): Promise<Answer[]> {
  const own = dataOf(await client.request("/v1/webhooks"), webhookList).webhooks[0]?.id ?? about.webhookId;
  const path = `/v1/webhooks/${about.webhookId}`;
  const ask = (method: string, address: string, body?: unknown) =>
    client.request(address, { method, ...(body !== undefined && { body }) });
  return Promise.all([
    ask("GET", path),
    ask("PATCH", path, { active: true, url: aWebhook.url }),
    ask("POST", `${path}/rotate-secret`, { force: true }),
    ask("POST", `${path}/test`),
    ask("POST", `${path}/replay`, { since }),
    ask("GET", `${path}/deliveries`),
    ask("GET", `${path}/statistics`),
    ...[about.webhookId, own].flatMap((webhookId) => [
      ask("POST", `/v1/webhooks/${webhookId}/deliveries/${about.deliveryId}/replay`),
      ask("GET", `/v1/webhooks/${webhookId}/replays/${about.replayId}`),
    ]),
    ask("GET", `/v1/events/${about.eventId}`),
    ask("GET", `/v1/events?certificateId=${about.uuid}`),
    ask("GET", `/v1/events?limit=1&type=batch.completed&cursor=${about.cursor}`),
    ask("DELETE", path),
  ]);
}

/** All headers but those that count or name the request itself. */
function sameHeaders(headers: Headers): string {
  const own = ["x-request-id", "ratelimit-remaining", "ratelimit-reset", "date", "keep-alive"];
  return JSON.stringify([...headers].filter(([name]) => !own.includes(name)));
}

/** The caller's own words and the request's own id are all that may differ. */
function withoutOwnWords(text: string, about: Named): string {
  const words = Object.values(about).reduce((rest, word) => rest.replaceAll(word, "WORD"), text);
  return words.replaceAll(/req_[0-9a-z]{24}/g, "REQUEST");
}
