import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { base64 } from "@attestry/certificate/encoding";
import { parseSealingKeys, unseal } from "@attestry/certificate/seal";
import { ApiClient } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { describe, expect, it } from "vitest";

const stack = useStack();

const canary = () => `canary${Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16)).join("")}`;

async function issueWithCanaries() {
  const organization = await createTestOrganization(stack.sql);
  const client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
  const tokens = { value: canary(), key: canary(), nested: canary(), email: canary() };
  const issued = await client.issue(
    {
      recipientEmail: `${tokens.email}@example.com`,
      privateMetadata: { identification_no: tokens.value, [tokens.key]: [1, { deep: tokens.nested }] },
    },
    { "Idempotency-Key": "private-1" },
  );
  return { organization, client, tokens, issued };
}

/** Headers and body of an answer; a receipt's claims as they read when decoded. */
async function readAll(address: string): Promise<string> {
  const response = await fetch(address);
  const text: string = Buffer.from(await response.arrayBuffer()).toString("latin1");
  const decoded = text.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
  return [JSON.stringify([...response.headers]), text, ...decoded].join("\n");
}

/** All bytes of a PDF as text, its compressed streams inflated. */
function inflatePdf(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes).toString("latin1");
  const streams = [...raw.matchAll(/stream\r?\n/g)].map((match) => {
    try {
      return inflateSync(bytes.subarray(match.index + match[0].length), { finishFlush: 2 }).toString("latin1");
    } catch {
      return "";
    }
  });
  return [raw, ...streams].join("\n");
}

describe("a token planted in every private field", () => {
  it("is found in no byte that the public can get, and the e-mail address only in the issuer's own answer", async () => {
    const { organization, client, tokens, issued } = await issueWithCanaries();
    const { certificateId } = issued;
    const page = await fetch(`${stack.verifyUrl}/sandbox/${organization.slug}/${certificateId}`);
    const json = await fetch(page.url, { headers: { Accept: "application/json" } });
    const below = ["/badge.svg", "/card", "/receipt", "/picture.png", "?format=json", `?sha256=${"0".repeat(64)}`, "?lang=ar"];
    const others = await Promise.all(below.map((suffix) => readAll(`${page.url}${suffix}`)));
    const oembed = await readAll(`${stack.verifyUrl}/sandbox/_/oembed?url=${encodeURIComponent(page.url)}`);
    const link = await client.request(`/v1/certificates/${certificateId}/recipient-link`);
    const recipientPage = await readAll(JSON.parse(link.text).data.url);
    const checks = await client.request(`/v1/certificates/${certificateId}/verifications`);
    const pdf = new Uint8Array(await (await fetch(issued.pdf.url)).arrayBuffer());
    const revoked = await client.revoke(certificateId, { reason: "x" });
    const events =
      await stack.sql`select attestry.event_json(e)::text as text from attestry.events e where organization_id = ${organization.id}`;
    const lastRequest = revoked.headers.get("X-Request-Id");
    await expect.poll(() => readFileSync(stack.apiLogFile, "utf8"), { timeout: 120_000 }).toContain(lastRequest);
    const publicBytes = [
      JSON.stringify(issued),
      JSON.stringify(await client.verify(certificateId)),
      revoked.text,
      `${JSON.stringify([...page.headers])}${await page.text()}`,
      await json.text(),
      ...others,
      ...[oembed, link.text, recipientPage, checks.text],
      inflatePdf(pdf),
      ...events.map(({ text }) => String(text)),
      readFileSync(stack.apiLogFile, "utf8"),
    ];
    expect(inflatePdf(pdf)).toContain("%PDF");
    for (const text of publicBytes) for (const token of Object.values(tokens)) expect(text).not.toContain(token);

    const own = await client.request(`/v1/certificates/${certificateId}`);
    expect(own.text).toContain(tokens.email);
    for (const token of [tokens.value, tokens.key, tokens.nested]) expect(own.text).not.toContain(token);
  });

  it("lies in the database encrypted, opens with the key for this very certificate, and for no other", async () => {
    const { organization, tokens, issued } = await issueWithCanaries();
    const tables = await stack.sql`select tablename from pg_tables where schemaname = 'attestry'`;
    for (const { tablename } of tables) {
      const rows = await stack.sql`select row_to_json(t)::text as text from attestry.${stack.sql(tablename)} t`;
      for (const { text } of rows) {
        for (const token of [tokens.value, tokens.key, tokens.nested]) expect(String(text)).not.toContain(token);
      }
    }
    const [row] = await stack.sql`select sealed_private from attestry.certificates where id = ${issued.certificateUuid}`;
    const keys = await parseSealingKeys(stack.sealingKeys);
    const context = {
      organizationId: organization.id,
      environment: "sandbox",
      kind: "certificate.private",
      id: issued.certificateUuid,
    };
    const sealed = String(row?.sealed_private);
    expect(await unseal(keys, context, sealed)).toContain(tokens.value);
    await expect(unseal(keys, { ...context, id: crypto.randomUUID() }, sealed)).rejects.toThrow();
    await expect(unseal(keys, { ...context, environment: "live" }, sealed)).rejects.toThrow();
    const [id, iv, ciphertext = ""] = sealed.split(".");
    const bytes = base64.decode(ciphertext);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    await expect(unseal(keys, context, [id, iv, base64.encode(bytes)].join("."))).rejects.toThrow();
  });
});

describe("the log", () => {
  it("has one JSON line for each request, with the route's pattern and no value of the request", async () => {
    const organization = await createTestOrganization(stack.sql);
    const client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
    const name = canary();
    const answer = await client.tryIssue({ recipientName: name, certificateId: `ID-${name}` });
    await client.request(`/v1/verify/ID-${name}%0a%1b%5b31m`);
    await client.request(`/v1/certificates/issue`, {
      method: "POST",
      rawBody: `{"x":"${name}`,
      headers: { "Content-Type": "application/json" },
    });
    const requestId = answer.headers.get("X-Request-Id");

    await expect.poll(() => readFileSync(stack.apiLogFile, "utf8"), { timeout: 120_000 }).toContain(requestId);
    const log = readFileSync(stack.apiLogFile, "utf8");
    expect(log).not.toContain(name);
    expect(log).not.toContain(organization.sandbox.secret);
    expect(log).not.toContain(organization.sandbox.hash);
    const lines = log.split("\n").filter((line) => line.includes(`"requestId":"${requestId}"`));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "info",
      method: "POST",
      route: "/v1/certificates/issue",
      status: 201,
      environment: "sandbox",
      organizationId: organization.id,
    });
  });
});
