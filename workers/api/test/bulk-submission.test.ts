import { ApiClient, aCertificate, batchOf, errorOf } from "@attestry/scripts/testing/api-client";
import { failAgain, leaveLeased, requireBatchesInOrder } from "@attestry/scripts/testing/batch-invariants";
import { batchCheck } from "@attestry/scripts/testing/contract";
import { makeBatchFile } from "@attestry/scripts/testing/make-batch-file";
import { createTestOrganization, type TestOrganizationOptions } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const stack = useStack();

async function createClients(options: TestOrganizationOptions = {}) {
  const organization = await createTestOrganization(stack.sql, options);
  const sandbox = new ApiClient(stack.apiUrl, organization.sandbox.secret);
  const live = new ApiClient(stack.apiUrl, organization.live.secret);
  return { organization, sandbox, live };
}

const header = "certificateId,recipientName,recipientEmail,title\n";
const row = (id: string, name = "Aina Rahman", email = "aina@example.com") => `${id},${name},${email},Safety Training\n`;

async function countBatches(organizationId: string): Promise<number> {
  const [found] = await stack.sql`select count(*)::int as n from attestry.batches where organization_id = ${organizationId}`;
  return found?.n;
}

async function readCredits(organizationId: string): Promise<number> {
  const [found] = await stack.sql`
    select credits from attestry.tenants where organization_id = ${organizationId} and environment = 'live'`;
  return found?.credits;
}

const checkOf = (text: string) => z.object({ data: batchCheck }).parse(JSON.parse(text)).data;

describe("a batch as JSON", () => {
  it("is accepted as the seed has it, and every row is issued", async () => {
    const { sandbox } = await createClients();
    const certificate = {
      certificateId: "CX-BATCH-0001",
      recipientName: "Aina Rahman",
      recipientEmail: "aina@example.com",
      title: "Safety Training Certificate",
      publicMetadata: { trainer_name: "Certifyx Academy" },
      privateMetadata: { identification_no: "900101-14-1234" },
    };
    const answer = await sandbox.tryBulk({ batchName: "May 2026 Safety Training", certificates: [certificate] });
    expect(answer.status).toBe(202);
    expect(batchOf(answer)).toMatchObject({
      name: "May 2026 Safety Training",
      environment: "sandbox",
      status: "queued",
      total_count: 1,
    });
    const batch = await sandbox.waitForBatch(batchOf(answer).id);
    expect(batch).toMatchObject({ status: "completed", issued_count: 1, failed_count: 0, percentage: 100 });
    expect(await sandbox.get("CX-BATCH-0001")).toMatchObject({
      recipientName: "Aina Rahman",
      title: "Safety Training Certificate",
    });
    expect((await sandbox.verify("CX-BATCH-0001")).status).toBe("verified");
  });

  it("is refused with the seed's message when it is empty", async () => {
    const { sandbox } = await createClients();
    const error = errorOf(await sandbox.tryBulk({ batchName: "x", certificates: [] }));
    expect(error).toMatchObject({ code: "VALIDATION_ERROR", message: "certificates must contain at least 1 item." });
  });

  it("names each bad row by its place, and stores nothing", async () => {
    const { organization, sandbox } = await createClients();
    const certificates = [
      aCertificate,
      { ...aCertificate, recipientEmail: "nobody" },
      { ...aCertificate, extra: 1 },
      { recipientName: "x" },
      { ...aCertificate, recipientName: "Name \u{10ffff}" },
    ];
    const { issues } = errorOf(await sandbox.tryBulk({ certificates }));
    expect(issues?.map(({ path, line }) => `${line} ${path}`)).toEqual([
      "2 certificates.1.recipientEmail",
      "3 certificates.2.extra",
      "4 certificates.3.recipientEmail",
      "4 certificates.3.title",
      "5 certificates.4.recipientName",
    ]);
    expect(await countBatches(organization.id)).toBe(0);
  });

  it.each([
    ["a member that nobody knows", { certificates: [aCertificate], batch: 1 }, "batch"],
    ["no list", { batchName: "x" }, "certificates"],
    ["a list that is none", { certificates: { 0: aCertificate } }, "certificates"],
    ["an empty name", { batchName: " ", certificates: [aCertificate] }, "batchName"],
    ["an unknown way with errors", { onError: "ignore", certificates: [aCertificate] }, "onError"],
  ])("is refused with %s", async (_what, body, path) => {
    const { sandbox } = await createClients();
    const answer = await sandbox.tryBulk(body);
    expect(answer.status).toBe(400);
    expect(errorOf(answer).issues?.[0]?.path).toBe(path);
  });

  it.each([
    ["no JSON at all", "{"],
    ["a list", "[]"],
    ["a row that breaks off", '{"certificates":[{"title":]}'],
    ["a reserved name", '{"certificates":[{"publicMetadata":{"__proto__":1}}]}'],
    ["a reserved name in disguise", '{"certificates":[{"publicMetadata":{"\\u005f_proto__":1}}]}'],
    ["nesting without end", `{"certificates":[${"[".repeat(100_000)}`],
  ])("is refused as %s", async (_what, rawBody) => {
    const { sandbox } = await createClients();
    const request = { method: "POST", rawBody, headers: { "Content-Type": "application/json" } };
    const answer = await sandbox.request("/v1/certificates/bulk", request);
    expect(answer.status).toBe(400);
  });

  it("is refused beyond 10,000 certificates", async () => {
    const { sandbox } = await createClients();
    const answer = await sandbox.tryBulk({ certificates: Array.from({ length: 10_001 }, () => aCertificate) });
    expect(errorOf(answer).issues).toEqual([
      { path: "certificates", message: "must be at most 10000 certificates: send the others in another request" },
    ]);
  });

  it("tells of the first thousand issues", async () => {
    const { sandbox } = await createClients();
    const { issues } = errorOf(await sandbox.tryBulk({ certificates: Array.from({ length: 1500 }, () => ({})) }));
    expect(issues).toHaveLength(1000);
  });
});

describe("a batch as CSV", () => {
  it.each([
    ["commas", header.replaceAll(",", ",") + row("A-1")],
    ["semicolons and a byte order mark", `\ufeff${(header + row("A-1")).replaceAll(",", ";")}`],
    ["tabs and CRLF", (header + row("A-1")).replaceAll(",", "\t").replaceAll("\n", "\r\n")],
  ])("may have %s", async (_what, csv) => {
    const { sandbox } = await createClients();
    const batch = batchOf(await sandbox.tryBulkCsv(csv));
    expect((await sandbox.waitForBatch(batch.id)).issued_count).toBe(1);
    expect((await sandbox.get("A-1")).recipientName).toBe("Aina Rahman");
  });

  it("may be Windows-1252, found out or said", async () => {
    const { sandbox } = await createClients();
    for (const [id, type] of [
      ["W-1", "text/csv"],
      ["W-2", "text/csv; charset=windows-1252"],
    ]) {
      const bytes = new Uint8Array(Buffer.from(header + row(String(id), "Jürgen Groß"), "latin1"));
      const batch = batchOf(await sandbox.tryBulkCsv(bytes, "", { "Content-Type": String(type) }));
      await sandbox.waitForBatch(batch.id);
      expect((await sandbox.get(String(id))).recipientName).toBe("Jürgen Groß");
    }
  });

  it("may be a form with a file, and its columns may be mapped", async () => {
    const { sandbox } = await createClients();
    const form = new FormData();
    form.set("file", new Blob(["Teilnehmer;Mail;Raum\nAina Rahman;aina@example.com;7\n"], { type: "text/csv" }), "kurs.csv");
    form.set("batchName", "Kurs");
    form.set("title", "Erste Hilfe");
    form.set("mapping", JSON.stringify({ Teilnehmer: "recipientName", Mail: "recipientEmail", Raum: null }));
    const batch = await sandbox.waitForBatch(batchOf(await sandbox.tryBulkForm(form)).id);
    expect(batch).toMatchObject({ name: "Kurs", issued_count: 1 });
    const [item] = await sandbox.listItems(batch.id);
    expect((await sandbox.get(String(item?.certificateId))).title).toBe("Erste Hilfe");
  });

  it("names lines and columns of what is wrong", async () => {
    const { sandbox } = await createClients();
    const csv = `certificateId,Name,E-mail,Title,Issued\nL-1,"Two\nLines",a@example.com,T,\nL-2,Aina,nobody,T,10.05.2026\nL-2,Aina,a@example.com,T,\n`;
    const { issues } = errorOf(await sandbox.tryBulkCsv(csv));
    expect(issues?.map(({ line, column, path }) => [line, column, path])).toEqual([
      [2, "Name", "recipientName"],
      [4, "E-mail", "recipientEmail"],
      [4, "Issued", "issuedAt"],
      [5, "certificateId", "certificateId"],
    ]);
  });

  it("is refused with a column that nobody knows", async () => {
    const { sandbox } = await createClients();
    const { issues } = errorOf(await sandbox.tryBulkCsv("recipientName,recipientEmail,title,Shoe size\nA,a@example.com,T,43\n"));
    expect(issues?.[0]).toMatchObject({ line: 1, column: "Shoe size" });
  });

  it("can be begun with a template's own file, as it is", async () => {
    const { sandbox } = await createClients();
    const templates = await sandbox.request("/v1/templates");
    const listed = z.object({ data: z.object({ templates: z.array(z.object({ id: z.string() })) }) }).parse(templates.body)
      .data.templates;
    expect(listed.length).toBeGreaterThan(3);
    for (const { id } of listed) {
      const { bytes, headers } = await sandbox.download(`/v1/templates/${id}/csv`);
      expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
      const check = checkOf((await sandbox.tryBulkCsv(new Uint8Array(bytes), `?dryRun=true&templateId=${id}`)).text);
      expect(check).toMatchObject({ totalCount: 1, validCount: 1, issues: [] });
    }
  });
});

describe("what cannot be issued", () => {
  it("is known before: ids in the file, of certificates, of other batches", async () => {
    const { sandbox } = await createClients();
    await sandbox.issue({ certificateId: "TAKEN" });
    const { issues } = errorOf(await sandbox.tryBulkCsv(header + row("TAKEN") + row("X") + row("X")));
    expect(issues?.map(({ line, path }) => `${line} ${path}`)).toEqual(["2 certificateId", "4 certificateId"]);
    const only = errorOf(await sandbox.tryBulkCsv(header + row("TAKEN") + row("Y")));
    expect(only.issues).toMatchObject([{ line: 2, path: "certificateId", column: "certificateId" }]);
  });

  it("is an id that a batch waits to issue, until that has ended", async () => {
    const { sandbox } = await createClients();
    const batch = batchOf(await sandbox.tryBulkCsv(header + row("WAITS")));
    await sandbox.waitForBatch(batch.id);
    await failAgain(stack.sql, batch.id, 1);
    await leaveLeased(stack.sql, batch.id);
    const { code, message } = errorOf(await sandbox.tryIssue({ certificateId: "WAITS" }));
    expect([code, message]).toEqual([
      "CERTIFICATE_EXISTS",
      "A certificate with this certificateId exists already, or a batch is about to issue it: WAITS.",
    ]);
    expect((await sandbox.request(`/v1/batches/${batch.id}/cancel`, { method: "POST" })).status).toBe(200);
    expect((await sandbox.tryIssue({ certificateId: "WAITS" })).status).toBe(201);
  });

  it("fails alone when rows are to be skipped, and says why", async () => {
    const { organization, live } = await createClients({ credits: 10 });
    await live.issue({ certificateId: "TAKEN" });
    const csv = header + row("G-1") + row("TAKEN") + row("G-2", "Aina", "nobody") + row("G-3", "Aina \u{10ffff}") + row("G-4");
    const batch = batchOf(await live.tryBulkCsv(csv, "?onError=skip"));
    expect(batch).toMatchObject({ total_count: 5, failed_count: 3 });
    expect(await live.waitForBatch(batch.id)).toMatchObject({
      status: "completed_with_errors",
      issued_count: 2,
      failed_count: 3,
    });
    const items = await live.listItems(batch.id);
    expect(items.map(({ line, certificateId, status, error }) => [line, certificateId, status, error?.code])).toEqual([
      [2, "G-1", "issued", undefined],
      [3, "TAKEN", "failed", "CERTIFICATE_EXISTS"],
      [4, "G-2", "failed", "VALIDATION_ERROR"],
      [5, "G-3", "failed", "VALIDATION_ERROR"],
      [6, "G-4", "issued", undefined],
    ]);
    expect(items[2]?.error?.message).toContain("recipientEmail");
    expect(await readCredits(organization.id)).toBe(7);
  });

  it("is told by a dry run, which changes nothing", async () => {
    const { organization, live } = await createClients({ credits: 5 });
    await live.issue({ certificateId: "TAKEN" });
    const csv = header + row("D-1") + row("TAKEN") + row("D-2", "x".repeat(300));
    const issues = [
      { line: 3, path: "certificateId" },
      { line: 4, path: "recipientName" },
    ];
    const counted = { environment: "live", totalCount: 3, validCount: 1, creditsAvailable: 4, issues };
    for (const [query, refusedCount, creditsRequired] of [
      ["?dryRun=true", 3, 0],
      ["?dryRun=true&onError=refuse", 3, 0],
      ["?dryRun=true&onError=skip", 2, 1],
    ] as const) {
      const answer = await live.tryBulkCsv(csv, query);
      expect(answer.status).toBe(200);
      expect(checkOf(answer.text)).toMatchObject({ ...counted, refusedCount, creditsRequired });
    }
    expect(await countBatches(organization.id)).toBe(0);
    expect(await readCredits(organization.id)).toBe(4);
  });

  it("is told by a dry run: an id that waits in another batch", async () => {
    const { organization, live } = await createClients({ credits: 5 });
    const { id } = batchOf(await live.tryBulkCsv(header + row("WAITS")));
    await live.waitForBatch(id);
    await failAgain(stack.sql, id, 1);
    const dryRun = async () => checkOf((await live.tryBulkCsv(header + row("WAITS") + row("FREE"), "?dryRun=true")).text).issues;
    expect(await dryRun()).toEqual([]);
    // Its chunk says that nothing waits, so nobody takes it up meanwhile.
    await stack.sql`
      update attestry.batch_items set status = 'pending', error_code = null, error_message = null where batch_id = ${id}`;
    expect(await dryRun()).toMatchObject([{ line: 2, path: "certificateId", message: expect.stringContaining("WAITS") }]);
    await stack.sql`
      update attestry.batch_items set status = 'failed', error_code = 'INTERNAL_ERROR', error_message = 'test' where batch_id = ${id}`;
    await requireBatchesInOrder(stack.sql, organization.id);
  });

  it("is what credits do not suffice for, and then nothing is left behind", async () => {
    const { organization, live } = await createClients({ credits: 2 });
    const answer = await live.tryBulkCsv(header + row("C-1") + row("C-2") + row("C-3"));
    expect(answer.status).toBe(402);
    expect(await readCredits(organization.id)).toBe(2);
    expect(await countBatches(organization.id)).toBe(0);
  });

  it("is a template that is not there, for all rows or for one", async () => {
    const { sandbox } = await createClients();
    const templateId = crypto.randomUUID();
    expect(errorOf(await sandbox.tryBulk({ templateId, certificates: [aCertificate] })).code).toBe("TEMPLATE_NOT_FOUND");
    const { issues } = errorOf(await sandbox.tryBulk({ certificates: [aCertificate, { ...aCertificate, templateId }] }));
    expect(issues).toMatchObject([{ line: 2, path: "certificates.1.templateId" }]);
  });

  it("is refused without the scope to issue", async () => {
    const { organization } = await createClients();
    const { createTestKey } = await import("@attestry/scripts/testing/test-organization");
    const reader = await createTestKey(stack.sql, organization.id, "sandbox", { scopes: ["certificates.read"] });
    const answer = await new ApiClient(stack.apiUrl, reader.secret).tryBulkCsv(header + row("S-1"));
    expect(answer.status).toBe(403);
  });

  it("is a body of another type", async () => {
    const { sandbox } = await createClients();
    const answer = await sandbox.tryBulkCsv(header + row("T-1"), "", { "Content-Type": "text/plain" });
    expect(answer.status).toBe(415);
  });
});

describe("a batch of several templates", () => {
  it("prints each row with its own", async () => {
    const { sandbox } = await createClients();
    const templates = await sandbox.request("/v1/templates");
    const [first, second] = z
      .object({ data: z.object({ templates: z.array(z.object({ id: z.string() })) }) })
      .parse(templates.body).data.templates;
    const certificates = [first, second, undefined].map((template, index) => ({
      ...aCertificate,
      certificateId: `M-${index}`,
      ...(template && { templateId: template.id }),
    }));
    const batch = batchOf(await sandbox.tryBulk({ templateId: second?.id, certificates }));
    expect((await sandbox.waitForBatch(batch.id)).issued_count).toBe(3);
    const rows = await stack.sql`
      select c.certificate_id, c.template_id from attestry.certificates c
      join attestry.batch_items i on i.certificate_uuid = c.id
      where i.batch_id = ${batch.id} order by 1`;
    expect(rows.map(({ template_id: id }) => id)).toEqual([first?.id, second?.id, second?.id]);
  });
});

describe("a retry under the same key", () => {
  it("is answered like the first call, to the byte, and makes nothing", async () => {
    const { organization, live } = await createClients({ credits: 10 });
    const csv = header + row("R-1");
    const headers = { "Idempotency-Key": "bulk-1" };
    const first = await live.tryBulkCsv(csv, "", headers);
    await live.waitForBatch(batchOf(first).id);
    const second = await live.tryBulkCsv(csv, "", headers);
    expect(second.text).toBe(first.text);
    expect(second.headers.get("Idempotent-Replayed")).toBe("true");
    expect(await readCredits(organization.id)).toBe(9);
    expect(errorOf(await live.tryBulkCsv(csv + row("R-2"), "", headers)).code).toBe("IDEMPOTENCY_CONFLICT");
    expect(errorOf(await live.tryBulkCsv(csv, "?onError=skip", headers)).code).toBe("IDEMPOTENCY_CONFLICT");
  });

  it("may come twenty times at once and makes one batch", async () => {
    const { organization, live } = await createClients({ credits: 100 });
    const csv = header + row("S-1") + row("S-2");
    const answers = await Promise.all(Array.from({ length: 20 }, () => live.tryBulkCsv(csv, "", { "Idempotency-Key": "same" })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map((answer) => batchOf(answer).id)).size).toBe(1);
    expect(await countBatches(organization.id)).toBe(1);
    expect(await readCredits(organization.id)).toBe(98);
  });
});

it("what rows say in private stands nowhere in clear while they wait", async () => {
  const { organization, sandbox } = await createClients();
  const secret = `secret-${crypto.randomUUID()}`;
  const certificates = [{ ...aCertificate, recipientEmail: `${secret}@example.com`, privateMetadata: { note: secret } }];
  const batch = batchOf(await sandbox.tryBulk({ certificates }));
  const [chunk] = await stack.sql`
    select encode(sealed_inputs, 'escape') as sealed, draft_items from attestry.batch_chunks where batch_id = ${batch.id}`;
  expect(String(chunk?.sealed).length).toBeGreaterThan(50);
  expect(chunk?.draft_items).toBeNull();
  const items = await stack.sql`select row_to_json(i)::text as text from attestry.batch_items i where batch_id = ${batch.id}`;
  const [events] = await stack.sql`
    select coalesce(string_agg(data::text, ' '), '') as text from attestry.events where organization_id = ${organization.id}`;
  for (const text of [chunk?.sealed, items[0]?.text, events?.text]) expect(String(text)).not.toContain(secret);
  await sandbox.waitForBatch(batch.id);
});

it("names in twelve scripts and more are issued as they were sent, and each PDF has its row's hash", async () => {
  const { sandbox } = await createClients();
  const batch = batchOf(await sandbox.tryBulkCsv(makeBatchFile(120, "TWELVE"), "?batchName=Scripts"));
  expect(await sandbox.waitForBatch(batch.id)).toMatchObject({ status: "completed", issued_count: 120 });
  const { createHash } = await import("node:crypto");
  for (const number of [1, 5, 7, 11, 14, 120]) {
    const certificate = await sandbox.get(`TWELVE-${number}`);
    const file = await fetch(certificate.pdf.url);
    const sha256 = createHash("sha256")
      .update(new Uint8Array(await file.arrayBuffer()))
      .digest("hex");
    const [stored] = await stack.sql`select pdf_sha256 from attestry.certificates where id = ${certificate.certificateUuid}`;
    expect(stored?.pdf_sha256).toBe(sha256);
    expect((await fetch(certificate.png.url)).headers.get("content-type")).toBe("image/png");
  }
});
