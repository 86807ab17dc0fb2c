import { createApiKey } from "@attestry/certificate/api-key";
import { type Answer, ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import { makePng } from "@attestry/scripts/testing/make-png";
import { aDesign, aTemplate, createTemplate } from "@attestry/scripts/testing/make-template";
import { createTestKey, createTestOrganization, type TestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { beforeAll, describe, expect, it } from "vitest";

const stack = useStack();
let owner: TestOrganization;
let templateId: string;
let assetId: string;

const png = makePng(4, 4);

beforeAll(async () => {
  owner = await createTestOrganization(stack.sql);
  const client = new ApiClient(stack.apiUrl, owner.sandbox.secret);
  templateId = (await createTemplate(client)).id;
  const upload = await client.request("/v1/assets", { method: "POST", rawBody: png, headers: { "Content-Type": "image/png" } });
  assetId = JSON.parse(upload.text).data.asset.id;
});

type Call = (client: ApiClient, id: string) => Promise<Answer>;
const aRow = { recipientName: "A", recipientEmail: "a@example.com", title: "T" };
const post = (path: string, body: unknown) => (client: ApiClient, id: string) =>
  client.request(path.replace("{id}", id), { method: "POST", body });
const file = (path: string, body: unknown) => (client: ApiClient, id: string) =>
  client.download(path.replace("{id}", id), { method: "POST", body });

const byId: [string, string, Call][] = [
  ["GET /v1/templates/{id}", "templates.read", (client, id) => client.request(`/v1/templates/${id}`)],
  [
    "PUT /v1/templates/{id}",
    "templates.write",
    (client, id) => client.request(`/v1/templates/${id}`, { method: "PUT", body: aTemplate() }),
  ],
  ["archive", "templates.write", post("/v1/templates/{id}/archive", {})],
  ["activate", "templates.write", post("/v1/templates/{id}/activate", {})],
  ["preview", "templates.read", file("/v1/templates/{id}/preview", {})],
  ["preflight", "certificates.write", post("/v1/templates/{id}/preflight", { certificates: [aRow] })],
];

const others: [string, string, Call][] = [
  ["GET /v1/templates", "templates.read", (client) => client.request("/v1/templates")],
  ["POST /v1/templates", "templates.write", post("/v1/templates", aTemplate())],
  [
    "preview of a design",
    "templates.read",
    file("/v1/templates/preview", { metadata_schema: { fields: [] }, design: aDesign() }),
  ],
  ["GET /v1/assets", "templates.read", (client) => client.request("/v1/assets")],
  [
    "POST /v1/assets",
    "templates.write",
    (client) => client.request("/v1/assets", { method: "POST", rawBody: png, headers: { "Content-Type": "image/png" } }),
  ],
];

const scopes = ["certificates.read", "certificates.write", "certificates.verify", "templates.read", "templates.write"] as const;

describe.each([...byId, ...others])("%s", (_name, scope, call) => {
  it("refuses no key, one that is not known, and one with every other scope", async () => {
    const missing = await call(new ApiClient(stack.apiUrl, null), templateId);
    expect(errorOf(missing)).toMatchObject({ code: "INVALID_API_KEY", message: "Missing Bearer API key." });
    const unknown = await call(new ApiClient(stack.apiUrl, createApiKey("sandbox").secret), templateId);
    expect(errorOf(unknown)).toMatchObject({ code: "INVALID_API_KEY", message: "This API key is not known." });
    const key = await createTestKey(stack.sql, owner.id, "sandbox", { scopes: scopes.filter((other) => other !== scope) });
    const refused = await call(new ApiClient(stack.apiUrl, key.secret), templateId);
    expect(errorOf(refused)).toMatchObject({ code: "FORBIDDEN", message: `This API key lacks the scope ${scope}.` });
  });

  it("takes a key with this scope alone", async () => {
    const key = await createTestKey(stack.sql, owner.id, "sandbox", { scopes: scopes.filter((own) => own === scope) });
    expect((await call(new ApiClient(stack.apiUrl, key.secret), templateId)).status).toBeLessThan(300);
  });
});

describe.each(byId)("%s of another organization or environment", (_name, _scope, call) => {
  it("is answered like one that does not exist, to the byte", async () => {
    const stranger = await createTestOrganization(stack.sql);
    const clients = [stranger.sandbox, stranger.live, owner.live].map((key) => new ApiClient(stack.apiUrl, key.secret));
    for (const client of clients) {
      const [foreign, missing] = [await call(client, templateId), await call(client, crypto.randomUUID())];
      expect(errorOf(foreign).code).toBe("TEMPLATE_NOT_FOUND");
      expect(withoutRequestId(foreign)).toEqual(withoutRequestId(missing));
      expect(withoutRequestId(await call(client, "no-uuid"))).toMatchObject({
        status: 404,
        text: withoutRequestId(missing).text,
      });
    }
  });
});

function withoutRequestId({ status, headers, text }: Answer) {
  const counted = ["x-request-id", "ratelimit-remaining", "ratelimit-reset", "date", "keep-alive"];
  const told = [...headers].filter(([name]) => !counted.includes(name));
  return { status, headers: told, text: text.replace(/req_[0-9a-z]{24}/, "REQUEST") };
}

it("neither list shows what is another tenant's, and another tenant's asset is missing", async () => {
  const stranger = await createTestOrganization(stack.sql);
  for (const key of [stranger.sandbox, stranger.live, owner.live]) {
    const client = new ApiClient(stack.apiUrl, key.secret);
    expect((await client.request("/v1/templates?status=all")).text).not.toContain(templateId);
    expect((await client.request("/v1/assets")).text).not.toContain(assetId);
    const design = { ...aDesign(), background: { asset: assetId, fit: "cover" } };
    const [foreign, missing] = [assetId, "0".repeat(64)].map((asset) => ({ ...design, background: { asset, fit: "cover" } }));
    const ask = (of: unknown) => client.request("/v1/templates", { method: "POST", body: aTemplate({ design: of }) });
    expect(withoutRequestId(await ask(foreign))).toEqual(withoutRequestId(await ask(missing)));
  }
});
