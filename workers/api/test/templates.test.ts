import { readFileSync } from "node:fs";
import { projectRoot } from "@attestry/scripts/paths";
import { ApiClient, aCertificate, errorOf } from "@attestry/scripts/testing/api-client";
import * as contract from "@attestry/scripts/testing/contract";
import { aDesign, aField, aTemplate, aText, createTemplate } from "@attestry/scripts/testing/make-template";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const stack = useStack();
const builtInId = "8e884cad-6a34-4f15-9d6d-0c2798d4d002";
let organizationId: string;
let client: ApiClient;

beforeAll(async () => {
  const organization = await createTestOrganization(stack.sql);
  organizationId = organization.id;
  client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
});

const post = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
  client.request(path, { method: "POST", headers, ...(body !== undefined && { body }) });
const put = (id: string, body: unknown, headers: Record<string, string> = {}) =>
  client.request(`/v1/templates/${id}`, { method: "PUT", body, headers });

async function read(id: string) {
  const answer = await client.request(`/v1/templates/${id}`);
  return z.object({ data: contract.templateRead }).parse(answer.body).data.template;
}

async function list(query = "") {
  const answer = await client.request(`/v1/templates${query}`);
  return z.object({ data: contract.templateList }).parse(answer.body).data.templates;
}

async function auditOf(id: string) {
  const rows = await stack.sql`
    select action, subject from attestry.audit_log
    where organization_id = ${organizationId} and subject like ${`${id} %`} order by id`;
  return rows.map(({ action, subject }) => `${action} ${String(subject).split(" ")[1]}`);
}

describe("a template that is created", () => {
  it("is answered, stored as version 1, listed, read with its design, and at once ready to issue with", async () => {
    const fields = [
      { ...aField, required: true, labels: { ms: "Gred" } },
      { key: "level", label: "Level", type: "choice", visibility: "public", options: ["I", "II"] },
      { key: "passport", label: "Passport", type: "text", visibility: "private" },
    ];
    const design = aDesign(aText("{{public.grade}}", { variants: { ms: "Gred {{public.grade}}" } }));
    const created = await createTemplate(client, { metadata_schema: { fields, strict: true }, design });
    expect(created).toMatchObject({ name: "Workshop", version: 1, is_active: true, is_premium: false });
    expect(created.metadata_schema).toEqual({ fields, strict: true });
    expect((await read(created.id)).design).toEqual(design);
    expect((await read(created.id)).versions).toEqual([{ version: 1, created_at: created.created_at }]);
    expect((await list()).find(({ id }) => id === created.id)?.metadata_schema).toEqual({ fields, strict: true });
    expect(await auditOf(created.id)).toEqual(["template.create v1"]);
    const issued = await client.issue({ templateId: created.id, publicMetadata: { grade: "A", level: "I" }, locale: "ms" });
    expect((await client.verify(issued.certificateId)).status).toBe("verified");
  });

  it("may be a draft, which is issued with only when it has been activated", async () => {
    const { id } = await createTemplate(client, { is_active: false });
    expect((await list()).map((template) => template.id)).not.toContain(id);
    expect((await list("?status=inactive")).map((template) => template.id)).toContain(id);
    expect(errorOf(await client.tryIssue({ templateId: id })).code).toBe("TEMPLATE_NOT_FOUND");
    expect((await post(`/v1/templates/${id}/activate`)).status).toBe(200);
    expect((await client.tryIssue({ templateId: id })).status).toBe(201);
  });

  it("is created once for one Idempotency-Key, also when the calls race", async () => {
    const headers = { "Idempotency-Key": "template-1" };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post("/v1/templates", aTemplate({ name: "Once" }), headers)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await list()).filter(({ name }) => name === "Once")).toHaveLength(1);
    const replays = answers.filter((answer) => answer.headers.get("Idempotent-Replayed") === "true");
    expect(replays).toHaveLength(7);
    expect(errorOf(await post("/v1/templates", aTemplate({ name: "Twice" }), headers)).code).toBe("IDEMPOTENCY_CONFLICT");
  });
});

describe("a template that is changed", () => {
  it("gets a new version; what was issued keeps the old one, stays valid and keeps its file", async () => {
    const { id } = await createTemplate(client);
    const before = await client.issue({ templateId: id, publicMetadata: { grade: "A" } });
    const file = await (await fetch(before.pdf.url)).bytes();
    const design = aDesign(aText("New: {{title}}"));
    const changed = await put(id, aTemplate({ name: "Changed", design, expected_version: 1 }));
    expect(changed.body).toMatchObject({ data: { template: { name: "Changed", version: 2 } } });
    const after = await client.issue({ templateId: id, publicMetadata: { grade: "A" } });
    const rows = await stack.sql`
      select certificate_id, template_version from attestry.certificates
      where template_id = ${id} order by template_version`;
    expect(rows.map((row) => [row.certificate_id, row.template_version])).toEqual([
      [before.certificateId, 1],
      [after.certificateId, 2],
    ]);
    expect((await client.verify(before.certificateId)).status).toBe("verified");
    expect(await (await fetch((await client.get(before.certificateId)).pdf.url)).bytes()).toEqual(file);
    expect((await read(id)).versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(await auditOf(id)).toEqual(["template.create v1", "template.update v2"]);
  });

  it("keeps its version when only its name changes, and is the same after the same change again", async () => {
    const { id } = await createTemplate(client);
    expect((await put(id, aTemplate({ name: "Renamed" }))).body).toMatchObject({
      data: { template: { name: "Renamed", version: 1 } },
    });
    const design = aDesign(aText("x"));
    expect((await put(id, aTemplate({ design }))).body).toMatchObject({ data: { template: { version: 2 } } });
    expect((await put(id, aTemplate({ design }))).body).toMatchObject({ data: { template: { version: 2 } } });
  });

  it("is refused under another version than the expected one", async () => {
    const { id } = await createTemplate(client);
    const design = aDesign(aText("x"));
    expect(errorOf(await put(id, aTemplate({ design, expected_version: 2 })))).toMatchObject({
      code: "TEMPLATE_VERSION_CONFLICT",
      message: "The template's version is 1, not the expected one.",
    });
    expect((await read(id)).version).toBe(1);
  });

  it("is changed once for one Idempotency-Key, and a retry gets the first answer though the version has moved on", async () => {
    const { id } = await createTemplate(client);
    const body = aTemplate({ design: aDesign(aText("x")), expected_version: 1 });
    const first = await put(id, body, { "Idempotency-Key": `change-${id}` });
    await put(id, aTemplate({ design: aDesign(aText("y")) }));
    const retry = await put(id, body, { "Idempotency-Key": `change-${id}` });
    expect(retry.text).toBe(first.text);
    expect(retry.headers.get("Idempotent-Replayed")).toBe("true");
    expect((await read(id)).version).toBe(3);
  });

  it("is checked like a new one", async () => {
    const { id } = await createTemplate(client);
    const answer = await put(id, aTemplate({ design: aDesign(aText("{{nonsense}}")) }));
    expect(errorOf(answer).issues?.[0]?.path).toBe("design.elements.1.content");
    expect((await read(id)).version).toBe(1);
  });
});

describe("a template that is archived", () => {
  it("cannot be issued with until it is activated; certificates stay, and doing either twice changes nothing", async () => {
    const { id } = await createTemplate(client);
    const { certificateId } = await client.issue({ templateId: id });
    const archived = await post(`/v1/templates/${id}/archive`, {});
    expect(archived.body).toMatchObject({ data: { template: { is_active: false, archived_at: expect.any(String) } } });
    expect((await post(`/v1/templates/${id}/archive`)).text).toBe(archived.text);
    expect(errorOf(await client.tryIssue({ templateId: id })).code).toBe("TEMPLATE_NOT_FOUND");
    expect((await client.verify(certificateId)).status).toBe("verified");
    const listed = async (query: string) => (await list(query)).some((template) => template.id === id);
    expect([
      await listed(""),
      await listed("?status=archived"),
      await listed("?status=inactive"),
      await listed("?status=all"),
    ]).toEqual([false, true, false, true]);
    const activated = await post(`/v1/templates/${id}/activate`);
    expect(activated.text).not.toContain("archived_at");
    expect((await post(`/v1/templates/${id}/activate`)).text).toBe(activated.text);
    expect((await client.tryIssue({ templateId: id })).status).toBe(201);
    expect(await auditOf(id)).toEqual(["template.create v1", "template.archive v1", "template.activate v1"]);
  });

  it("is no default any more", async () => {
    const { id } = await createTemplate(client);
    await stack.sql`update attestry.templates set is_default = true where id = ${id}`;
    await post(`/v1/templates/${id}/archive`);
    const { certificateUuid } = await client.issue();
    const [row] = await stack.sql`select template_id from attestry.certificates where id = ${certificateUuid}`;
    expect(row?.template_id).toBe(builtInId);
  });

  it("a retry under one key gets the first answer though the template is active again", async () => {
    const { id } = await createTemplate(client);
    const key = { "Idempotency-Key": `archive-${id}` };
    const first = await post(`/v1/templates/${id}/archive`, undefined, key);
    await post(`/v1/templates/${id}/activate`);
    const retry = await post(`/v1/templates/${id}/archive`, undefined, key);
    expect(retry.text).toBe(first.text);
    expect((await read(id)).is_active).toBe(true);
  });
});

describe("the platform's templates", () => {
  it("can be read, and changed by nobody who has a key", async () => {
    const found = await read(builtInId);
    expect(found).toMatchObject({ name: "Classic Academic", is_active: true });
    const answers = [
      await put(builtInId, aTemplate()),
      await post(`/v1/templates/${builtInId}/activate`),
      await post(`/v1/templates/${builtInId}/archive`),
    ];
    for (const answer of answers) {
      expect(errorOf(answer)).toMatchObject({ code: "FORBIDDEN", message: expect.stringContaining("belongs to the platform") });
    }
    expect((await read(builtInId)).version).toBe(found.version);
  });

  it("their designs are accepted for templates of one's own", async () => {
    for (const { id, metadata_schema: metadataSchema } of await list()) {
      const { design } = await read(id);
      const copy = await createTemplate(client, { metadata_schema: metadataSchema, design, is_active: false });
      expect((await read(copy.id)).design).toEqual(design);
    }
  });
});

it("a request of another form than the template's is refused at issuing", async () => {
  const { id } = await createTemplate(client, { metadata_schema: { fields: [{ ...aField, type: "number", required: true }] } });
  const answer = await client.tryIssue({ ...aCertificate, templateId: id, publicMetadata: { grade: "6" } });
  expect(errorOf(answer).issues).toEqual([{ path: "publicMetadata.grade", message: "must be a JSON number, without quotes" }]);
});

it("the guide's template can be previewed, created, checked and issued with", async () => {
  const guide = readFileSync(`${projectRoot}/docs/guides/templates.md`, "utf8");
  const [template = ""] = [...guide.matchAll(/```json\n([\s\S]*?)\n```/g)].map(([, text = ""]) => text);
  const body = JSON.parse(template);
  const preview = { metadata_schema: body.metadata_schema, design: body.design, recipientName: "Aina Rahman" };
  expect((await client.download("/v1/templates/preview", { method: "POST", body: preview })).status).toBe(200);
  const { id } = await createTemplate(client, body);
  const wrong = { ...aCertificate, publicMetadata: { hours: "four" } };
  const checked = await post(`/v1/templates/${id}/preflight`, { certificates: [wrong] });
  expect(checked.body).toMatchObject({
    data: { issues: [{ row: 1, path: "publicMetadata.hours", message: "must be a JSON number, without quotes" }] },
  });
  const metadata = {
    publicMetadata: { hours: 4, grade: "Distinction" },
    privateMetadata: { identification_no: "900101-14-1234" },
  };
  expect((await client.tryIssue({ ...metadata, templateId: id, locale: "ms" })).status).toBe(201);
});
