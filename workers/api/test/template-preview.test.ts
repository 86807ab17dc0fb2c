import { ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import { aDesign, aField, aText, createTemplate } from "@attestry/scripts/testing/make-template";
import { readPdf } from "@attestry/scripts/testing/read-pdf";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { beforeAll, describe, expect, it } from "vitest";

const stack = useStack();
const builtInId = "8e884cad-6a34-4f15-9d6d-0c2798d4d002";
let organizationId: string;
let client: ApiClient;
let live: ApiClient;

beforeAll(async () => {
  const organization = await createTestOrganization(stack.sql);
  organizationId = organization.id;
  client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
  live = new ApiClient(stack.apiUrl, organization.live.secret);
});

const preview = (of: ApiClient, id: string, body: unknown = {}) =>
  of.download(`/v1/templates/${id}/preview`, { method: "POST", body });
const previewDesign = (body: unknown) => client.download("/v1/templates/preview", { method: "POST", body });

async function countRows(): Promise<unknown> {
  const [row] = await stack.sql`
    select
      (select count(*)::int from attestry.certificates where organization_id = ${organizationId}) as certificates,
      (select count(*)::int from attestry.templates where organization_id = ${organizationId}) as templates,
      (select count(*)::int from attestry.idempotency_records where organization_id = ${organizationId}) as records,
      (select count(*)::int from attestry.credit_ledger where organization_id = ${organizationId}) as credits`;
  return { ...row };
}

const types = ["text", "number", "date", "boolean", "url", "email"].map((type) => ({
  key: `a_${type}`,
  label: type,
  type,
  visibility: "public",
  required: true,
}));
const choice = { key: "level", label: "Level", type: "choice", visibility: "public", options: ["I", "II"] };
const secret = { key: "passport", label: "Passport", type: "text", visibility: "private", required: true };

describe("a preview", () => {
  it("is a PDF of made-up data, marked as no real certificate in either environment, and leaves no trace", async () => {
    const before = await countRows();
    for (const of of [client, live]) {
      const answer = await preview(of, builtInId);
      expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "application/pdf"]);
      const { subject, title } = await readPdf(answer.bytes);
      expect(subject).toBe("Sandbox certificate, not a real one: PREVIEW~ONLY");
      expect(title).toContain("Sample");
      expect(answer.headers.get("Cache-Control")).toBe("no-store");
    }
    expect(await countRows()).toEqual(before);
    expect(errorOf(await client.request("/v1/certificates/PREVIEW~ONLY")).code).toBe("CERTIFICATE_NOT_FOUND");
    expect(errorOf(await client.tryIssue({ certificateId: "PREVIEW~ONLY" })).issues?.[0]?.path).toBe("certificateId");
  });

  it("needs no body, and works for a draft", async () => {
    const { id } = await createTemplate(client, { is_active: false });
    expect((await client.download(`/v1/templates/${id}/preview`, { method: "POST" })).status).toBe(200);
  });

  it("makes up a value for each public field, and takes those that are given", async () => {
    const fields = [...types, choice, secret];
    const { id } = await createTemplate(client, {
      metadata_schema: { fields, strict: true },
      design: aDesign(
        aText(
          fields
            .slice(0, 7)
            .map(({ key }) => `{{public.${key}}}`)
            .join(" "),
          { maxLines: 9, height: 200 },
        ),
      ),
    });
    expect((await preview(client, id)).status).toBe(200);
    const given = { recipientName: "Zoë Lim", title: "Diploma", publicMetadata: { a_number: 6, level: "II" }, locale: "ms" };
    const answer = await preview(client, id, { ...given, expiresAt: null, format: "pdf" });
    expect((await readPdf(answer.bytes)).title).toBe("Diploma – Zoë Lim");
  });

  it("is a picture of that width, too", async () => {
    const answer = await preview(client, builtInId, { format: "png", width: 400 });
    expect(answer.status).toBe(200);
    const { type, width } = readPngHeader(answer.bytes);
    expect([type, width]).toEqual(["PNG", 400]);
  });

  it("as a picture that would be too large is refused by its width", async () => {
    const page = { size: { width: 100, height: 1400 } };
    const { id } = await createTemplate(client, { design: { page, elements: [{ ...aText("x"), x: 0, y: 0, width: 90 }] } });
    const answer = await preview(client, id, { format: "png", width: 2400 });
    expect(answer.status).toBe(400);
    expect(errorOf(answer).issues?.map((issue) => issue.path)).toEqual(["width"]);
    expect((await preview(client, id, { format: "png", width: 400 })).status).toBe(200);
  });

  it.each([
    ["a width that is not offered", { width: 401 }, "width"],
    ["a value of another type", { publicMetadata: { a_number: "6" } }, "publicMetadata.a_number"],
    ["an option there is not", { publicMetadata: { level: "III" } }, "publicMetadata.level"],
    ["a private field", { publicMetadata: { passport: "1" } }, "publicMetadata.passport"],
    ["a character no font covers", { recipientName: "\u{e000}" }, "recipientName"],
    ["a name of 10,000 characters", { recipientName: "x".repeat(10_000) }, "recipientName"],
    ["a text that does not fit", { publicMetadata: { a_text: "W".repeat(2000) } }, "publicMetadata.a_text"],
    ["a number that is too large", { publicMetadata: { a_number: 2 ** 60 } }, "publicMetadata.a_number"],
    ["a key named constructor", { publicMetadata: { constructor: 1 } }, "publicMetadata.constructor"],
    ["a locale that is none", { locale: "Malay" }, "locale"],
    ["another format", { format: "svg" }, "format"],
    ["a member more", { privateMetadata: {} }, "privateMetadata"],
  ])("of %s is refused by its path", async (_name, body, path) => {
    const { id } = await createTemplate(client, {
      metadata_schema: { fields: [...types, choice, secret] },
      design: aDesign(aText("{{public.a_text}}")),
    });
    const answer = await preview(client, id, body);
    expect(answer.status).toBe(400);
    expect(errorOf(answer).issues?.map((issue) => issue.path)).toContain(path);
  });
});

describe("a preview of a design that is not stored", () => {
  it("is drawn, and nothing is stored", async () => {
    const before = await countRows();
    const answer = await previewDesign({ metadata_schema: { fields: [aField] }, design: aDesign(aText("{{public.grade}}")) });
    expect((await readPdf(answer.bytes)).subject).toContain("not a real one");
    expect(await countRows()).toEqual(before);
  });

  it.each([
    ["a placeholder that names nothing", aDesign(aText("{{nonsense}}")), "design.elements.1.content"],
    [
      "an asset that nobody has",
      { ...aDesign(), background: { asset: "0".repeat(64), fit: "cover" } },
      "design.background.asset",
    ],
    ["no elements", { ...aDesign(), elements: [] }, "design.elements"],
  ])("with %s is refused by its path", async (_name, design, path) => {
    const answer = await previewDesign({ metadata_schema: { fields: [aField] }, design });
    expect(errorOf(answer).issues?.map((issue) => issue.path)).toEqual([path]);
  });
});

function readPngHeader(bytes: Uint8Array): { type: string; width: number } {
  const buffer = Buffer.from(bytes);
  return { type: buffer.toString("latin1", 1, 4), width: buffer.readUInt32BE(16) };
}
