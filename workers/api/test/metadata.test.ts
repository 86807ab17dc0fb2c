import { ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import { aDesign, aField, aText, createTemplate } from "@attestry/scripts/testing/make-template";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { beforeAll, describe, expect, it } from "vitest";

const stack = useStack();
let client: ApiClient;
let templateId: string;
let strictId: string;

beforeAll(async () => {
  client = new ApiClient(stack.apiUrl, (await createTestOrganization(stack.sql)).sandbox.secret);
  const field = (key: string, type: string, changes = {}) => ({ key, label: key, type, visibility: "public", ...changes });
  const fields = [
    field("name", "text", { required: true }),
    field("hours", "number"),
    field("on", "date"),
    field("passed", "boolean"),
    field("link", "url"),
    field("contact", "email"),
    field("level", "choice", { options: ["I", "II"] }),
    field("passport", "text", { visibility: "private", required: true }),
  ];
  templateId = (await createTemplate(client, { metadata_schema: { fields } })).id;
  strictId = (await createTemplate(client, { metadata_schema: { fields: [aField], strict: true } })).id;
});

const right = { name: "A", hours: 6.5, on: "2026-05-10", passed: true, link: "https://example.com", contact: "a@example.com" };
const issue = (publicMetadata: unknown, privateMetadata: unknown = { passport: "P1" }, id = templateId) =>
  client.tryIssue({ templateId: id, publicMetadata, privateMetadata });

describe("metadata under a template's schema", () => {
  it("of the declared types is taken, returned as it was sent, and so are keys that are not declared", async () => {
    const sent = { ...right, level: "II", extra: { a: [1] } };
    const issued = await client.issue({ templateId, publicMetadata: sent, privateMetadata: { passport: "P1", note: 7 } });
    expect((await client.get(issued.certificateId)).publicMetadata).toEqual(sent);
    expect((await client.verify(issued.certificateId)).status).toBe("verified");
  });

  it("that is wrong is refused with all its paths at once, and nothing is issued", async () => {
    const wrong = { hours: "6", on: "2026-02-30", passed: "yes", link: "javascript:alert(1)", contact: "a", level: "III" };
    const answer = await issue({ ...wrong, passport: "P1" }, { level: "I" });
    expect(answer.status).toBe(400);
    expect(errorOf(answer).issues?.map(({ path }) => path)).toEqual([
      "publicMetadata.name",
      "publicMetadata.hours",
      "publicMetadata.on",
      "publicMetadata.passed",
      "publicMetadata.link",
      "publicMetadata.contact",
      "privateMetadata.level",
      "publicMetadata.passport",
    ]);
    expect(answer.text).not.toContain("P1");
  });

  it("under a strict template has declared keys only", async () => {
    expect((await issue({ grade: "A" }, {}, strictId)).status).toBe(201);
    const answer = await issue({ grade: "A", extra: 1 }, { other: 1 }, strictId);
    expect(errorOf(answer).issues).toEqual([
      { path: "publicMetadata.extra", message: "is not a field of this template" },
      { path: "privateMetadata.other", message: "is not a field of this template" },
    ]);
  });
});

describe("a locale", () => {
  it("is part of the document when it is given, and only then", async () => {
    const documentOf = async (input: Record<string, unknown>) => {
      const { certificateUuid } = await client.issue(input);
      const [row] = await stack.sql`select document from attestry.certificates where id = ${certificateUuid}`;
      return JSON.parse(String(row?.document));
    };
    expect(await documentOf({ locale: "ar-EG" })).toHaveProperty("locale", "ar-EG");
    expect(await documentOf({})).not.toHaveProperty("locale");
    const design = { ...aDesign(aText("Sijil")), locale: "ms" };
    const { id } = await createTemplate(client, { design });
    expect(await documentOf({ templateId: id })).not.toHaveProperty("locale");
  });

  it("that is given verifies, also on the public page", async () => {
    const { certificateId, verificationUrl } = await client.issue({ locale: "ms" });
    expect((await client.verify(certificateId)).status).toBe("verified");
    expect((await fetch(verificationUrl)).status).toBe(200);
  });

  it.each(["MS", "malay", "ms_MY", "ar-eg", "", "x".repeat(10_000), null, "constructor"])("%j is none", async (locale) => {
    expect(errorOf(await client.tryIssue({ locale })).issues?.[0]?.path).toBe("locale");
  });
});
