import { ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import { fillTemplates } from "@attestry/scripts/testing/fill-tenant";
import { aDesign, aField, aTemplate, aText } from "@attestry/scripts/testing/make-template";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { beforeAll, describe, expect, it } from "vitest";

const stack = useStack();
const builtInId = "8e884cad-6a34-4f15-9d6d-0c2798d4d002";
let client: ApiClient;

beforeAll(async () => {
  const organization = await createTestOrganization(stack.sql);
  client = new ApiClient(stack.apiUrl, organization.sandbox.secret);
});

const create = (body: unknown) => client.request("/v1/templates", { method: "POST", body });

describe("what is wrong with a template is refused by its path", () => {
  const text = (content: string, changes = {}) => ({ design: aDesign(aText(content, changes)) });
  const image = { type: "image", asset: "0".repeat(64), x: 0, y: 0, width: 9, height: 9, fit: "contain", align: "left" };
  it.each<[string, Record<string, unknown>, string]>([
    ["no name", { name: undefined }, "name"],
    ["a name of 101 characters", { name: "x".repeat(101) }, "name"],
    ["half a surrogate pair in the name", { name: "\ud800" }, "name"],
    ["a NUL in the description", { description: "a\u0000" }, "description"],
    ["a member more", { is_premium: true }, "is_premium"],
    ["an id of one's own", { id: builtInId }, "id"],
    ["no design", { design: undefined }, "design"],
    ["a page of no size", { design: { ...aDesign(), page: { size: "A4" } } }, "design.page"],
    ["an element outside of all pages", text("x", { x: 1e9 }), "design.elements.1.x"],
    ["a colour that is none", text("x", { colour: "red" }), "design.elements.1.colour"],
    ["a placeholder that names nothing", text("{{nonsense}}"), "design.elements.1.content"],
    ["a placeholder named __proto__", text("{{__proto__}}"), "design.elements.1.content"],
    ["a placeholder named constructor", text("{{constructor.name}}"), "design.elements.1.content"],
    ["placeholders in placeholders", text("{{{{title}}}}"), "design.elements.1.content"],
    ["a private placeholder", text("{{public.passport}}"), "design.elements.1.content"],
    ["a NUL in a text", text("a\u0000b"), "design.elements.1.content"],
    ["half a surrogate pair in a text", text("\udfff"), "design.elements.1.content"],
    ["a variant in no language", text("x", { variants: { constructor: "x" } }), "design.elements.1.variants.constructor"],
    ["a condition that names nothing", text("x", { onlyIf: "constructor" }), "design.elements.1.onlyIf"],
    ["a text of 10,000 characters", text("x".repeat(10_000)), "design.elements.1.content"],
    ["an asset that nobody has", { design: aDesign(image) }, "design.elements.1.asset"],
    ["a field twice", { metadata_schema: { fields: [aField, aField] } }, "metadata_schema.fields.1.key"],
    [
      "a key named constructor",
      { metadata_schema: { fields: [{ ...aField, key: "constructor" }] } },
      "metadata_schema.fields.0.key",
    ],
    ["a choice of nothing", { metadata_schema: { fields: [{ ...aField, type: "choice" }] } }, "metadata_schema.fields.0.options"],
  ])("%s", async (_name, changes, path) => {
    const metadataSchema = { fields: [aField, { key: "passport", label: "P", type: "text", visibility: "private" }] };
    const answer = await create(aTemplate({ metadata_schema: metadataSchema, ...changes }));
    expect(answer.status).toBe(400);
    expect(errorOf(answer).issues?.map((issue) => issue.path)).toContain(path);
  });

  it("a member named __proto__, a body nested deep and one of 100 MB are refused too", async () => {
    const raw = (rawBody: string) =>
      client.request("/v1/templates", { method: "POST", rawBody, headers: { "Content-Type": "application/json" } });
    expect((await raw('{"name":"x","design":{"__proto__":{"page":1}}}')).status).toBe(400);
    expect((await raw(`{"design":${"[".repeat(50_000)}`)).status).toBe(400);
    expect((await raw(`{"name":"${"x".repeat(20_000_000)}"}`)).status).toBe(413);
    // Of what is far too large the line is cut: the answer may not get through.
    const huge = await raw(`{"name":"${"x".repeat(100_000_000)}"}`).catch(() => null);
    if (huge) expect(huge.status).toBe(413);
    expect((await client.request("/v1/templates")).status).toBe(200);
  });

  it("an environment holds 200 templates at most", async () => {
    const organization = await createTestOrganization(stack.sql);
    const full = new ApiClient(stack.apiUrl, organization.sandbox.secret);
    await fillTemplates(stack.sql, stack.apiUrl, organization, 200);
    const answer = await full.request("/v1/templates", { method: "POST", body: aTemplate() });
    expect(errorOf(answer)).toMatchObject({ code: "LIMIT_REACHED", message: expect.stringContaining("200") });
    expect((await full.request("/v1/templates?status=all")).text.match(/"Workshop"/g)).toHaveLength(200);
  });
});

it("a list of no status there is is refused by name", async () => {
  expect(errorOf(await client.request("/v1/templates?status=gone")).issues?.[0]?.path).toBe("status");
});
