import { request as httpRequest } from "node:http";
import { ApiClient, type ApiRequest, aCertificate, errorOf } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { beforeAll, describe, expect, it } from "vitest";

const stack = useStack();
let client: ApiClient;
let foreignTemplate: string;

beforeAll(async () => {
  client = new ApiClient(stack.apiUrl, (await createTestOrganization(stack.sql)).sandbox.secret);
  const other = await createTestOrganization(stack.sql);
  const [row] = await stack.sql`
    select admin.import_template(jsonb_build_object(
      'organizationId', ${other.id}::text, 'environment', 'sandbox', 'name', 'Theirs', 'description', '',
      'metadataSchema', v.metadata_schema, 'design', v.design
    )) ->> 'id' as id
    from attestry.template_versions v limit 1`;
  foreignTemplate = String(row?.id);
});

const json = { "Content-Type": "application/json" };

// A field may be named in an answer; what it held may not.
const fieldNames = ["recipientName", "recipientEmail", "title", "null", "publicMetadata", "__proto__", "proto"];

function send(request: ApiRequest) {
  return client.request("/v1/certificates/issue", { method: "POST", ...request });
}

describe("a body that is no request", () => {
  it.each([
    ["nothing", "", {}, 400],
    ["truncated JSON", '{"recipientName":"A', json, 400],
    ["JSON with a comma too many", '{"recipientName":"A",}', json, 400],
    ["an array", "[]", json, 400],
    ["a string", '"x"', json, 400],
    ["null", "null", json, 400],
    ["a number", "1e999", json, 400],
    ["a form", "recipientName=A", { "Content-Type": "application/x-www-form-urlencoded" }, 415],
    ["JSON called text", JSON.stringify(aCertificate), { "Content-Type": "text/plain" }, 415],
    ["JSON in UTF-16", JSON.stringify(aCertificate), { "Content-Type": "application/json; charset=utf-16" }, 415],
    ["a member named __proto__", '{"publicMetadata":{"__proto__":{"a":1}}}', json, 400],
    ["a member named __proto__, spelled with an escape", '{"publicMetadata":{"__pr\\u006fto__":1}}', json, 400],
    ["a compressed body", JSON.stringify(aCertificate), { ...json, "Content-Encoding": "br" }, 415],
    ["100,000 brackets", "[".repeat(100_000), json, 400],
    ["objects nested 5,000 deep", `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`, json, 400],
  ])("%s is refused and nothing of it is quoted", async (_name, rawBody, headers, status) => {
    const answer = await send({ rawBody, headers });
    expect(answer.status).toBe(status);
    expect(errorOf(answer).code).toBe(status === 415 ? "UNSUPPORTED_MEDIA_TYPE" : "VALIDATION_ERROR");
    for (const word of rawBody.match(/[A-Za-z@.]{4,}/g) ?? [])
      if (!fieldNames.includes(word)) expect(answer.text).not.toContain(word);
  });

  it("a query is refused where what happens cannot be undone", async () => {
    for (const path of ["/v1/certificates/issue", "/v1/certificates/QUERY-1/revoke"]) {
      const body = path.endsWith("issue") ? { ...aCertificate, certificateId: "QUERY-1" } : { reason: "x" };
      const answer = await client.request(`${path}?dryRun=true`, { method: "POST", body });
      expect(errorOf(answer).issues).toEqual([{ path: "dryRun", message: expect.stringContaining("belongs in its body") }]);
      if (path.endsWith("issue")) await client.issue({ certificateId: "QUERY-1" });
    }
    expect((await client.verify("QUERY-1")).status).toBe("verified");
  });

  it("invalid UTF-8 is refused", async () => {
    const answer = await send({ rawBody: new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), headers: json });
    expect(errorOf(answer).issues).toEqual([{ path: "", message: "The body is not valid UTF-8." }]);
  });

  it("tells line and column of the first syntax error, and no text of the body", async () => {
    const answer = await send({ rawBody: '{\n  "secret": 1,\n}', headers: json });
    expect(errorOf(answer).issues).toEqual([{ path: "", message: "The body is not valid JSON: line 3, column 1." }]);
  });

  it("10 MB is refused, announced or not", async () => {
    const big = JSON.stringify({ ...aCertificate, publicMetadata: { a: "x".repeat(10_000_000) } });
    expect((await send({ rawBody: big, headers: json })).status).toBe(413);
    expect(await sendChunked(big)).toBe(413);
  });

  it("a body that stops arriving is given up, and the sender is told", async () => {
    const { status, text } = await sendHalf(JSON.stringify(aCertificate));
    expect(status).toBe(400);
    expect(text).toContain("did not arrive within 15 seconds");
  });
});

/** Half of the body, and then silence: the line is held open by the sender. */
function sendHalf(body: string): Promise<{ status: number | undefined; text: string }> {
  const { hostname, port } = new URL(stack.apiUrl);
  return new Promise((resolve, reject) => {
    const headers = { ...json, Authorization: `Bearer ${client.key}`, "Content-Length": String(body.length) };
    const request = httpRequest({ hostname, port, path: "/v1/certificates/issue", method: "POST", headers }, async (response) => {
      const text = Buffer.concat(await response.toArray()).toString();
      request.destroy();
      resolve({ status: response.statusCode, text });
    });
    request.on("error", reject);
    request.write(body.slice(0, body.length / 2));
  });
}

/** Without Content-Length: only the bytes that arrive can be counted. */
function sendChunked(body: string): Promise<number | undefined> {
  const { hostname, port } = new URL(stack.apiUrl);
  return new Promise((resolve, reject) => {
    const headers = { ...json, Authorization: `Bearer ${client.key}`, "Transfer-Encoding": "chunked" };
    const request = httpRequest({ hostname, port, path: "/v1/certificates/issue", method: "POST", headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on("error", reject);
    for (let i = 0; i < body.length; i += 65_536) request.write(body.slice(i, i + 65_536));
    request.end();
  });
}

describe("each wrong field is named with what is wrong", () => {
  it.each<[string, Record<string, unknown>, string, string]>([
    ["a missing name", { recipientName: undefined }, "recipientName", "is required"],
    ["an empty name", { recipientName: "  " }, "recipientName", "must not be empty"],
    ["a name of 201 characters", { recipientName: "a".repeat(201) }, "recipientName", "200"],
    ["a number for a name", { recipientName: 5 }, "recipientName", "must be a text"],
    ["a NUL in a name", { recipientName: "A\u0000B" }, "recipientName", "control characters"],
    ["an escape sequence in a name", { recipientName: "A\u001b[31mB" }, "recipientName", "control characters"],
    ["a bidirectional override in a name", { recipientName: "A\u202eB" }, "recipientName", "control characters"],
    ["a name of which nothing is seen", { recipientName: "\u200b" }, "recipientName", "invisible"],
    ["a name that is one combining mark", { recipientName: "\u0301" }, "recipientName", "can be seen"],
    ["an invisible character in a name", { recipientName: "Al\u2060ice" }, "recipientName", "invisible"],
    ["an address with two dots in a row", { recipientEmail: "a@b..cc" }, "recipientEmail", "e-mail"],
    [
      "characters no font covers behind 2,000 spaces",
      { publicMetadata: { venue: `Here${" ".repeat(2000)}Ꮳ` } },
      "publicMetadata.venue",
      "U+13E3",
    ],
    ["half a surrogate pair", { title: "\ud800" }, "title", "well-formed"],
    ["a character no font covers", { recipientName: "ᏣᎳᎩ" }, "recipientName", "U+13E3"],
    ["an e-mail address without a domain", { recipientEmail: "aina" }, "recipientEmail", "e-mail"],
    ["two e-mail addresses", { recipientEmail: "a@example.com,b@example.com" }, "recipientEmail", "e-mail"],
    ["a date that does not exist", { issuedAt: "2026-02-30T00:00:00Z" }, "issuedAt", "ISO 8601"],
    ["a 29th of February in a common year", { issuedAt: "2027-02-29T00:00:00Z" }, "issuedAt", "ISO 8601"],
    ["a time without a zone", { issuedAt: "2026-05-10T08:00:00" }, "issuedAt", "ISO 8601"],
    ["a date only", { issuedAt: "2026-05-10" }, "issuedAt", "ISO 8601"],
    ["a year before all certificates", { issuedAt: "0001-01-01T00:00:00Z" }, "issuedAt", "1900"],
    [
      "expiry before issue",
      { issuedAt: "2026-05-10T08:00:00Z", expiresAt: "2026-05-10T07:59:59Z" },
      "expiresAt",
      "after issuedAt",
    ],
    ["expiry at issue", { issuedAt: "2026-05-10T08:00:00Z", expiresAt: "2026-05-10T08:00:00Z" }, "expiresAt", "after issuedAt"],
    ["expiry in the past without issuedAt", { expiresAt: "2020-01-01T00:00:00Z" }, "expiresAt", "after issuedAt"],
    ["a certificateId with a slash", { certificateId: "A/B" }, "certificateId", "1 to 64"],
    ["a certificateId of 65 characters", { certificateId: "A".repeat(65) }, "certificateId", "1 to 64"],
    ["a templateId that is no uuid", { templateId: "classic" }, "templateId", "uuid"],
    ["an unknown field", { recipientPhone: "1" }, "recipientPhone", "not a known field"],
    ["metadata that is an array", { publicMetadata: [] }, "publicMetadata", "must be an object"],
    ["metadata that is null", { privateMetadata: null }, "privateMetadata", "must be an object"],
    [
      "metadata nested too deep",
      { publicMetadata: { a: { b: { c: { d: { e: 1 } } } } } },
      "publicMetadata.a.b.c.d.e",
      "4 levels",
    ],
    [
      "metadata with 101 members",
      { publicMetadata: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [i, 1])) },
      "publicMetadata",
      "100 members",
    ],
    [
      "metadata of 40 KB",
      { publicMetadata: Object.fromEntries(Array.from({ length: 5 }, (_, i) => [i, "x".repeat(8000)])) },
      "publicMetadata",
      "32768 bytes",
    ],
    ["a NUL in metadata", { publicMetadata: { note: "a\u0000b" } }, "publicMetadata.note", "control characters"],
    ["a key with a control character", { publicMetadata: { "a\u0007": 1 } }, "publicMetadata", "plain text"],
    ["a key named constructor", { privateMetadata: { constructor: 1 } }, "privateMetadata.constructor", "reserved"],
    [
      "a private field of the template in public",
      { publicMetadata: { identification_no: "1" } },
      "publicMetadata.identification_no",
      "private field",
    ],
    ["a number beyond all numbers", { publicMetadata: { n: "INFINITE" } }, "publicMetadata.n", "too large"],
    ["a certificateId that no page can have", { certificateId: ".." }, "certificateId", "reserved"],
    ["an integer that would lose digits", { publicMetadata: { n: 2 ** 53 } }, "publicMetadata.n", "2^53"],
  ])("%s", async (_name, change, path, message) => {
    const rawBody = JSON.stringify({ ...aCertificate, ...change }).replace('"INFINITE"', "1e400");
    const answer = await send({ rawBody, headers: json });
    expect(answer.status).toBe(400);
    const error = errorOf(answer);
    expect(error).toMatchObject({ code: "VALIDATION_ERROR", message: "Request body is invalid." });
    expect(error.issues).toContainEqual({ path, message: expect.stringContaining(message) });
  });

  it("all of a request's faults are named at once", async () => {
    const answer = await send({ body: { recipientName: "", recipientEmail: "x", issuedAt: "y", nonsense: 1 } });
    expect(
      errorOf(answer)
        .issues?.map(({ path }) => path)
        .sort(),
    ).toEqual(["issuedAt", "nonsense", "recipientEmail", "recipientName", "title"].sort());
  });

  it("another tenant's template is answered like a missing one", async () => {
    const foreign = await send({ body: { ...aCertificate, templateId: foreignTemplate } });
    const missing = await send({ body: { ...aCertificate, templateId: crypto.randomUUID() } });
    expect(foreign.status).toBe(404);
    expect(errorOf(foreign)).toMatchObject({ code: "TEMPLATE_NOT_FOUND", message: "Template was not found." });
    expect(foreign.text.replace(/req_\w+/, "")).toBe(missing.text.replace(/req_\w+/, ""));
  });

  it("what is refused leaves no trace", async () => {
    const organization = await createTestOrganization(stack.sql);
    const refused = new ApiClient(stack.apiUrl, organization.sandbox.secret);
    for (const change of [
      { title: "" },
      { templateId: foreignTemplate },
      { recipientName: "𒀀" },
      { expiresAt: "2020-01-01T00:00:00Z" },
    ]) {
      expect((await refused.tryIssue(change, { "Idempotency-Key": "refused" })).status).toBeGreaterThanOrEqual(400);
    }
    const [row] = await stack.sql`
      select
        (select count(*)::int from attestry.certificates where organization_id = ${organization.id}) as certificates,
        (select count(*)::int from attestry.events where organization_id = ${organization.id}) as events,
        (select count(*)::int from attestry.idempotency_records where organization_id = ${organization.id}) as keys`;
    expect(row).toEqual({ certificates: 0, events: 0, keys: 0 });
  });
});

describe("what is odd but right is taken as it is", () => {
  it.each([
    ["other zones become UTC", { issuedAt: "2026-05-10T10:00:00+02:00" }, { issuedAt: "2026-05-10T08:00:00.000Z" }],
    ["a leap day", { issuedAt: "2028-02-29T00:00:00Z" }, { issuedAt: "2028-02-29T00:00:00.000Z" }],
  ])("%s", async (_name, change, expected) => {
    expect(await client.issue(change)).toMatchObject(expected);
  });

  it("names in Greek, Cyrillic and with stacked marks come back as they were sent", async () => {
    for (const recipientName of [
      "Ζωή Παπαδοπούλου",
      "Щербина Юлія",
      "Nguyễn Thị Ánh",
      "Siân Ŵyn",
      "Adébọ́wálé Ọ̀ṣun",
      "O'Brien <i>&amp;",
    ]) {
      const { certificateId } = await client.issue({ recipientName });
      expect((await client.get(certificateId)).recipientName).toBe(recipientName);
    }
  });

  it("metadata that no template declares is kept, to the character", async () => {
    const publicMetadata = {
      venue: "Kuala Lumpur",
      "naïve key": [1, 2.5, null, true, { deep: "ö" }],
      empty: "",
      lines: "a\nb\tc",
    };
    const { certificateId } = await client.issue({ publicMetadata });
    expect((await client.get(certificateId)).publicMetadata).toEqual(publicMetadata);
  });
});

describe("ids in the path", () => {
  it.each(["%00", "%E0%A4%A", "..%2F..%2Fx", "a".repeat(3000), "%F0%9F%92%A9", "'; drop table x; --", "x%0d%0aSet-Cookie:a=b"])(
    "%s names no certificate and is no 500",
    async (reference) => {
      const path = encodeURI(reference).replaceAll("%25", "%");
      expect((await client.request(`/v1/certificates/${path}`)).status).toBe(404);
      expect((await client.revoke(path)).status).toBe(404);
      const verification = await client.request(`/v1/verify/${path}`);
      expect(verification.status).toBe(200);
    },
  );
});
