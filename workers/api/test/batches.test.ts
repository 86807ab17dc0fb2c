import { allScopes } from "@attestry/certificate/api-key";
import { ApiClient, aCertificate, batchOf, errorOf } from "@attestry/scripts/testing/api-client";
import * as invariants from "@attestry/scripts/testing/batch-invariants";
import { batchList, bulkRevocation } from "@attestry/scripts/testing/contract";
import { makeBatchFile } from "@attestry/scripts/testing/make-batch-file";
import { createTestKey, createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { type FileEntry, TextWriter, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const stack = useStack();

async function createClient(environment: "sandbox" | "live" = "sandbox") {
  const organization = await createTestOrganization(stack.sql, { credits: 1000 });
  return { organization, client: new ApiClient(stack.apiUrl, organization[environment].secret) };
}

async function issueBatch(client: ApiClient, count: number, prefix: string) {
  return client.waitForBatch(batchOf(await client.tryBulkCsv(makeBatchFile(count, prefix, 1))).id);
}

const post = { method: "POST" };

describe("batches", () => {
  it("are listed newest first, page by page, and by status", async () => {
    const { client } = await createClient();
    for (const name of ["one", "two", "three"]) await issueBatch(client, 1, name);
    const page = async (query: string) => {
      const answer = await client.request(`/v1/batches${query}`);
      return z.object({ data: batchList }).parse(answer.body).data;
    };
    const first = await page("?limit=2");
    const second = await page(`?limit=2&cursor=${first.nextCursor}`);
    expect(first.batches).toHaveLength(2);
    expect(second.batches).toHaveLength(1);
    expect(second.nextCursor).toBeNull();
    const times = [...first.batches, ...second.batches].map(({ created_at: createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().reverse());
    expect((await page("?status=completed")).batches).toHaveLength(3);
    expect((await page("?status=queued")).batches).toHaveLength(0);
    expect(errorOf(await client.request("/v1/batches?cursor=x")).issues).toMatchObject([{ path: "cursor" }]);
  });

  it("of others look like missing ones, whatever is asked of them", async () => {
    const { client, organization } = await createClient();
    const { id } = await issueBatch(client, 1, "MINE");
    const { client: other } = await createClient();
    const live = new ApiClient(stack.apiUrl, organization.live.secret);
    const missing = crypto.randomUUID();
    for (const stranger of [other, live]) {
      for (const [path, method] of [
        ["", "GET"],
        ["/items", "GET"],
        ["/results.csv", "GET"],
        ["/archive.zip", "GET"],
        ["/events", "GET"],
        ["/cancel", "POST"],
        ["/retry", "POST"],
      ]) {
        const [foreign, none] = await Promise.all(
          [id, missing].map((batch) => stranger.download(`/v1/batches/${batch}${path}`, { method: String(method) })),
        );
        expect(foreign?.status).toBe(404);
        const strip = (text?: string) => text?.replace(/req_[0-9a-z]+/, "");
        expect(strip(foreign?.text)).toBe(strip(none?.text));
      }
      const revoked = await stranger.request("/v1/certificates/bulk-revoke", { ...post, body: { batchId: id } });
      expect(errorOf(revoked).code).toBe("BATCH_NOT_FOUND");
    }
    expect(errorOf(await client.request("/v1/batches/nonsense")).code).toBe("BATCH_NOT_FOUND");
  });

  it.each([
    ["certificates.read", "GET", "/v1/batches"],
    ["certificates.read", "GET", "/v1/batches/:id"],
    ["certificates.read", "GET", "/v1/batches/:id/items"],
    ["certificates.read", "GET", "/v1/batches/:id/results.csv"],
    ["certificates.read", "GET", "/v1/batches/:id/archive.zip"],
    ["certificates.read", "GET", "/v1/batches/:id/events"],
    ["certificates.write", "POST", "/v1/batches/:id/cancel"],
    ["certificates.write", "POST", "/v1/batches/:id/retry"],
    ["certificates.write", "POST", "/v1/certificates/bulk"],
    ["certificates.write", "POST", "/v1/certificates/bulk-revoke"],
  ] as const)("need the scope %s, and no other does: %s %s", async (scope, method, path) => {
    const { client, organization } = await createClient();
    const { id } = await issueBatch(client, 1, "SCOPE");
    const others = allScopes.filter((other) => other !== scope);
    const key = await createTestKey(stack.sql, organization.id, "sandbox", { scopes: others });
    const body = path.endsWith("revoke") ? { batchId: id } : path.endsWith("bulk") ? { certificates: [aCertificate] } : undefined;
    const request = { method, ...(body && { body }) };
    const answer = await new ApiClient(stack.apiUrl, key.secret).download(path.replace(":id", id), request);
    expect([answer.status, errorOf(answer).code]).toEqual([403, "FORBIDDEN"]);
    expect((await client.verify("SCOPE-1")).status).toBe("verified");
    expect((await client.list()).certificates).toHaveLength(1);
  });

  it("say of each row what became of it", async () => {
    const { client } = await createClient();
    const { id } = await issueBatch(client, 150, "ITEMS");
    const items = await client.listItems(id);
    expect(items).toHaveLength(150);
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(["issued"]));
    const lines = items.map(({ line }) => line);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    expect(await client.listItems(id, "&status=failed")).toEqual([]);
    const page = await client.request(`/v1/batches/${id}/items`);
    expect(page.body).toMatchObject({ data: { items: items.slice(0, 20), nextCursor: String(lines[19]) } });
    expect((await client.request(`/v1/batches/${id}/items?limit=101`)).status).toBe(400);
  });
});

describe("results", () => {
  it("are a table that spreadsheets take for text", async () => {
    const { client } = await createClient();
    const csv =
      'certificateId,recipientName,recipientEmail,title\nF-1,"=HYPERLINK(""http://x"")",a@example.com,"+1, ""two"""\nF-2,Aina,nobody,@SUM(A1)\n';
    const { id } = await client.waitForBatch(batchOf(await client.tryBulkCsv(csv, "?onError=skip")).id);
    const answer = await client.download(`/v1/batches/${id}/results.csv`);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const rows = z.array(z.record(z.string(), z.string())).parse(parse(Buffer.from(answer.bytes), { bom: true, columns: true }));
    expect(rows).toMatchObject([
      {
        line: "2",
        certificateId: "F-1",
        status: "issued",
        recipientName: `'=HYPERLINK("http://x")`,
        title: `'+1, "two"`,
        errorCode: "",
      },
      { line: "3", certificateId: "F-2", status: "failed", errorCode: "VALIDATION_ERROR" },
    ]);
    expect(rows[0]?.verificationUrl).toContain("/F-1");
    for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });
});

describe("results and manifest", () => {
  it("say the same of each row as the certificates themselves, also of one that is revoked", async () => {
    const { client } = await createClient();
    const csv = `${makeBatchFile(2, "SAME", 1)}SAME-3,Aina,nobody,T,,\r\n`;
    const { id } = await client.waitForBatch(batchOf(await client.tryBulkCsv(csv, "?onError=skip")).id);
    await client.revoke("SAME-2");
    const [one, two] = [await client.get("SAME-1"), await client.get("SAME-2")];
    const rowOf = ({ certificateId, status, recipientName, title, certificateHash, verificationUrl }: typeof one) => {
      return { certificateId, status, recipientName, title, certificateHash, verificationUrl };
    };
    const noError = { errorCode: "", errorMessage: "" };
    const nothing = { certificateStatus: "", recipientName: "", title: "", certificateHash: "", verificationUrl: "" };
    const lines = z.array(z.object({ line: z.int() })).parse(await client.listItems(id));
    const { bytes } = await client.download(`/v1/batches/${id}/results.csv`);
    expect(parse(Buffer.from(bytes), { bom: true, columns: true })).toEqual([
      { line: String(lines[0]?.line), ...rowOf(one), status: "issued", certificateStatus: "issued", ...noError },
      { line: String(lines[1]?.line), ...rowOf(two), status: "issued", certificateStatus: "revoked", ...noError },
      {
        ...{ line: String(lines[2]?.line), certificateId: "SAME-3", status: "failed", ...nothing },
        ...{ errorCode: "VALIDATION_ERROR", errorMessage: expect.stringContaining("E-mail") },
      },
    ]);
    const stored = await stack.sql`
      select certificate_id, pdf_sha256 from attestry.certificates where id in ${stack.sql([one.certificateUuid, two.certificateUuid])} order by 1`;
    const manifestOf = ({ certificateId, certificateHash, verificationUrl }: typeof one, index: number) => {
      const pdfSha256 = stored[index]?.pdf_sha256;
      return { certificateId, fileName: `${certificateId}.pdf`, pdfSha256, certificateHash, verificationUrl };
    };
    expect(await readManifest(client, id)).toEqual([
      { ...manifestOf(one, 0), status: "issued" },
      { ...manifestOf(two, 1), status: "revoked" },
    ]);
  });
});

async function readManifest(client: ApiClient, id: string): Promise<unknown> {
  const { bytes } = await client.download(`/v1/batches/${id}/archive.zip`);
  const entries = await new ZipReader(new Uint8ArrayReader(bytes)).getEntries();
  const manifest = entries.find((entry): entry is FileEntry => entry.filename === "manifest.csv");
  return parse(String(await manifest?.getData(new TextWriter())), { bom: true, columns: true });
}

describe("progress", () => {
  it("is told as it happens, to the end", async () => {
    const { client, organization } = await createClient();
    const { id } = batchOf(await client.tryBulkCsv(makeBatchFile(300, "SSE", 1)));
    const response = await fetch(`${stack.apiUrl}/v1/batches/${id}/events`, {
      headers: { Authorization: `Bearer ${organization.sandbox.secret}` },
    });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const events = (await response.text()).split("\n\n").filter((event) => event.startsWith("event:"));
    expect(events.length).toBeGreaterThan(1);
    for (const event of events.slice(0, -1)) expect(event).toContain("event: progress");
    expect(JSON.parse(events[0]?.split("data: ")[1] ?? "")).toMatchObject({ id, percentage: expect.toSatisfy((n) => n < 100) });
    expect(events.at(-1)).toContain("event: completed");
    const last = JSON.parse(events.at(-1)?.split("data: ")[1] ?? "");
    expect(last).toMatchObject({ id, status: "completed", issued_count: 300, percentage: 100 });
  });
});

describe("what must hold under concurrency", () => {
  it("two batches that want the same ids", () => invariants.requireIdsSpokenForOnce(stack));
  it("batches that race for the last credits", () => invariants.requireCreditsReservedOnce(stack));
  it("a batch that is cancelled while it is issued", () => invariants.requireCancelledOnce(stack));
  it("failed rows that are retried twice at once", () => invariants.requireRetriedOnce(stack));
});

describe("a bulk revocation", () => {
  const revoke = (client: ApiClient, body: unknown, headers: Record<string, string> = {}) =>
    client.request("/v1/certificates/bulk-revoke", { ...post, body, headers });
  const read = (answer: { body: unknown }) => z.object({ data: bulkRevocation }).parse(answer.body).data;

  it("revokes what is there and tells what is not", async () => {
    const { client, organization } = await createClient();
    await issueBatch(client, 3, "BR");
    await client.revoke("BR-2");
    const body = { certificateIds: ["BR-1", "BR-1", "BR-2", "NONE"], reason: "Not accredited" };
    const dry = read(await revoke(client, { ...body, dryRun: true }));
    expect(dry).toMatchObject({ dryRun: true, revokedCount: 1, alreadyRevoked: ["BR-2"], notFound: ["NONE"], revokedAt: null });
    expect((await client.verify("BR-1")).status).toBe("verified");
    const done = read(await revoke(client, body));
    expect(done).toMatchObject({
      dryRun: false,
      revokedCount: 1,
      alreadyRevoked: ["BR-2"],
      notFound: ["NONE"],
      reason: "Not accredited",
    });
    expect((await client.verify("BR-1")).status).toBe("revoked");
    expect((await client.verify("BR-3")).status).toBe("verified");
    const events = await stack.sql`
      select c.certificate_id, e.sequence from attestry.events e join attestry.certificates c on c.id = e.certificate_uuid
      where e.organization_id = ${organization.id} and e.type = 'certificate.revoked' order by 1`;
    expect(events.map((event) => [event.certificate_id, event.sequence])).toEqual([
      ["BR-1", 2],
      ["BR-2", 2],
    ]);
  });

  it("revokes all of a batch, once, however many ask at once", async () => {
    const { client } = await createClient();
    const { id } = await issueBatch(client, 120, "ALL");
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => revoke(client, { batchId: id, reason: "x" })),
      client.revoke("ALL-60"),
    ]);
    const counts = answers.slice(0, 4).map((answer) => read(answer).revokedCount);
    const single = answers[4]?.status === 200 ? 1 : 0;
    expect(counts.reduce((sum, count) => sum + count, single)).toBe(120);
    expect((await client.list("?status=issued")).certificates).toEqual([]);
  });

  it.each(["\u0000", "\ud800", "A/B", "", "A".repeat(65)])("names the place of what can be no id: %j", async (certificateId) => {
    const { client } = await createClient();
    const answer = await revoke(client, { certificateIds: ["A-1", certificateId] });
    expect(answer.status).toBe(400);
    expect(errorOf(answer).issues).toMatchObject([{ path: "certificateIds.1", message: expect.stringContaining("1 to 64") }]);
  });

  it("needs ids or a batch, and not both", async () => {
    const { client } = await createClient();
    for (const body of [{}, { certificateIds: ["X"], batchId: crypto.randomUUID() }, { certificateIds: [] }]) {
      expect((await revoke(client, body)).status).toBe(400);
    }
  });

  it.each(["dryRun=true", "dryRun=1&reason=x", "dryrun=true", "x="])("with a query revokes nothing: %s", async (query) => {
    const { client } = await createClient();
    await issueBatch(client, 1, "QUERY");
    const request = { ...post, body: { certificateIds: ["QUERY-1"] } };
    const answer = await client.request(`/v1/certificates/bulk-revoke?${query}`, request);
    expect(answer.status).toBe(400);
    const names = [...new URLSearchParams(query).keys()];
    expect(errorOf(answer)).toMatchObject({ message: "Request query is invalid.", issues: names.map((path) => ({ path })) });
    expect((await client.verify("QUERY-1")).status).toBe("verified");
  });

  it("takes uuids too, and names what neither is an id nor a uuid here", async () => {
    const { client } = await createClient();
    const [one, two] = [await client.issue(), await client.issue()];
    const unknown = crypto.randomUUID();
    const certificateIds = [one.certificateUuid.toUpperCase(), one.certificateId, two.certificateUuid, unknown];
    expect(read(await revoke(client, { certificateIds }))).toMatchObject({ revokedCount: 2, notFound: [unknown] });
    expect(read(await revoke(client, { certificateIds: [two.certificateUuid] })).alreadyRevoked).toEqual([two.certificateId]);
  });

  it("that was only tried leaves its key free, and is tried anew each time", async () => {
    const { client } = await createClient();
    await issueBatch(client, 2, "DRY");
    const headers = { "Idempotency-Key": "revoke-dry" };
    const body = { certificateIds: ["DRY-1", "DRY-2"] };
    expect(read(await revoke(client, { ...body, dryRun: true }, headers)).revokedCount).toBe(2);
    await client.revoke("DRY-1");
    expect(read(await revoke(client, { ...body, dryRun: true }, headers)).revokedCount).toBe(1);
    expect(read(await revoke(client, body, headers))).toMatchObject({ dryRun: false, revokedCount: 1 });
  });

  it("under one key happens once", async () => {
    const { client } = await createClient();
    await issueBatch(client, 1, "IK");
    const headers = { "Idempotency-Key": "revoke-1" };
    const first = await revoke(client, { certificateIds: ["IK-1"] }, headers);
    expect((await revoke(client, { certificateIds: ["IK-1"] }, headers)).text).toBe(first.text);
  });
});
