import { ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import { aDesign, aField, aTemplate, aText, createTemplate } from "@attestry/scripts/testing/make-template";
import { makeUndrawablePdf } from "@attestry/scripts/testing/make-undrawable-pdf";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

const stack = useStack();
let client: ApiClient;
beforeAll(async () => {
  const organization = await createTestOrganization(stack.sql);
  client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
});

const fields = {
  type: "fields",
  x: 60,
  y: 200,
  width: 400,
  height: 80,
  columns: 2,
  columnWidth: 180,
  columnGap: 20,
  rowHeight: 40,
  labelPosition: "below",
  label: { family: "sans", weight: "regular", size: 8, minSize: 6, maxLines: 1, align: "left", colour: "#000000" },
  value: { family: "sans", weight: "regular", size: 12, minSize: 6, maxLines: 1, align: "left", colour: "#000000" },
};

/** A design that nothing could be issued with, the path that is told, and a word of the message. */
const unprintable: [string, Record<string, unknown>, string, string][] = [
  ["words in letters no font has", { design: aDesign(aText("ᠮᠣᠩ {{title}}")) }, "design.elements.1.content", "no font"],
  [
    "a variant in letters no font has",
    { design: aDesign(aText("x", { variants: { mn: "ᠮᠣᠩ" } })) },
    "design.elements.1.content",
    "language mn",
  ],
  ["words too long for their box", { design: aDesign(aText("word ".repeat(300))) }, "design.elements.1.content", "too long"],
  ["a box too low for any name", { design: aDesign(aText("{{title}}", { height: 3 })) }, "design", "no room for title"],
  [
    "fields too low for a value",
    { design: aDesign({ ...fields, height: 4 }), metadata_schema: { fields: [{ ...aField, required: true }] } },
    "design",
    "no room",
  ],
  [
    "a label in letters no font has",
    { design: aDesign(fields), metadata_schema: { fields: [{ ...aField, label: "ᠮᠣᠩ" }] } },
    "metadata_schema.fields.grade.label",
    "no font",
  ],
  ["a text off the page", { design: aDesign(aText("x", { x: 1300 })) }, "design.elements.1", "wholly on the page"],
  [
    "a code that is cut off",
    { design: aDesign({ type: "qr", x: 560, y: 10, size: 80, colour: "#000000", background: "#ffffff" }) },
    "design.elements.1",
    "wholly on the page",
  ],
  [
    "a smallest size above the largest",
    { design: aDesign(aText("x", { size: 10, minSize: 12 })) },
    "design.elements.1.minSize",
    "larger than size",
  ],
];

describe("a design that nothing could be issued with is refused when it is stored", () => {
  it.each(unprintable)("%s", async (_name, changes, path, word) => {
    const created = await client.request("/v1/templates", { method: "POST", body: aTemplate(changes) });
    expect(created.status).toBe(400);
    expect(errorOf(created).issues).toContainEqual({ path, message: expect.stringContaining(word) });
  });

  it("and leaves the version that a template has", async () => {
    const { id, version } = await createTemplate(client);
    const [, changes] = unprintable[0] ?? [];
    const updated = await client.request(`/v1/templates/${id}`, { method: "PUT", body: aTemplate(changes) });
    expect(updated.status).toBe(400);
    expect((await createTemplate(client)).version).toBe(version);
    expect((await client.issue({ templateId: id })).certificateId).toBeTruthy();
  });
});

it("a background of which no picture can be drawn is refused when the template is stored", async () => {
  const asset = await uploadAsset(await makeUndrawablePdf());
  const design = { ...aDesign(), background: { asset, fit: "cover" } };
  const answer = await client.request("/v1/templates", { method: "POST", body: aTemplate({ design }) });
  expect(answer.status).toBe(400);
  expect(errorOf(answer).issues).toEqual([{ path: "design", message: expect.stringContaining("picture") }]);
});

async function uploadAsset(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const headers = { "Content-Type": "application/pdf" };
  const answer = await client.request("/v1/assets", { method: "POST", rawBody: bytes, headers });
  return z.object({ data: z.object({ asset: z.object({ id: z.string() }) }) }).parse(answer.body).data.asset.id;
}
