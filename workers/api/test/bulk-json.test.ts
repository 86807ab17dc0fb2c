import { ApiClient, aCertificate, batchOf, errorOf } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { describe, expect, it } from "vitest";

const stack = useStack();
const json = { "Content-Type": "application/json" };

async function createClient() {
  const { id, sandbox } = await createTestOrganization(stack.sql);
  const client = new ApiClient(stack.apiUrl, sandbox.secret);
  const send = (rawBody: string, query = "") =>
    client.request(`/v1/certificates/bulk${query}`, { method: "POST", rawBody, headers: json });
  const countBatches = async (): Promise<number> => {
    const [found] = await stack.sql`select count(*)::int as n from attestry.batches where organization_id = ${id}`;
    return found?.n;
  };
  return { client, send, countBatches };
}

const rows = JSON.stringify([aCertificate]);

describe("a JSON batch with options in the query", () => {
  it.each([
    ["dryRun", "true"],
    ["dryRun", "maybe"],
    ["onError", "skip"],
    ["templateId", "8e884cad-6a34-4f15-9d6d-0c2798d4d002"],
    ["batchName", "May"],
    ["title", "Safety"],
    ["mapping", "{}"],
    ["delimiter", ";"],
    ["dryrun", "true"],
  ])("is refused with the parameter's name, and nothing is issued: %s=%s", async (name, value) => {
    const { send, countBatches } = await createClient();
    const answer = await send(`{"certificates":${rows}}`, `?${name}=${encodeURIComponent(value)}`);
    expect(answer.status).toBe(400);
    const { code, message, issues } = errorOf(answer);
    expect([code, message]).toEqual(["VALIDATION_ERROR", "Request query is invalid."]);
    expect(issues).toEqual([{ path: name, message: "is not read: what a JSON request says belongs in its body" }]);
    expect(await countBatches()).toBe(0);
  });

  it("is told of each of them", async () => {
    const { send } = await createClient();
    const { issues } = errorOf(await send(`{"certificates":${rows}}`, "?dryRun=true&onError=skip&dryRun=false"));
    expect(issues?.map(({ path }) => path)).toEqual(["dryRun", "onError"]);
  });
});

describe("a JSON body that says a thing twice, or too much", () => {
  it.each([
    ["batchName", `{"batchName":junk,"batchName":"x","certificates":${rows}}`],
    ["batchName", `{"batchName":"x","batch\\u004eame":"y","certificates":${rows}}`],
    ["certificates", `{"certificates":${rows},"certificates":${rows}}`],
    ["certificates", `{"certificates":1,"certificates":${rows}}`],
    ["certificates", `{"certificates":${rows},"certificates":1}`],
  ])("is refused at the member %s: %s", async (path, body) => {
    const { send, countBatches } = await createClient();
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect(errorOf(answer).issues).toEqual([{ path, message: "is given twice" }]);
    expect(await countBatches()).toBe(0);
  });

  it("is refused with more than 20 members", async () => {
    const { send } = await createClient();
    const others = Array.from({ length: 20 }, (_, index) => `"m${index}":1`);
    const { issues } = errorOf(await send(`{${others.join()},"certificates":${rows}}`));
    expect(issues).toEqual([{ path: "", message: "The body has more than 20 members." }]);
  });

  it("is refused with a row of more than 256 KiB, or an option of more than 16", async () => {
    const { send } = await createClient();
    const row = await send(`{"certificates":[{"publicMetadata":{"x":[${"[],".repeat(100_000)}[]]}}]}`);
    expect(errorOf(row).issues).toEqual([{ path: "certificates.0", message: "is larger than 256 KiB", line: 1 }]);
    const option = await send(`{"batchName":[${"[],".repeat(10_000)}[]],"certificates":${rows}}`);
    expect(errorOf(option).issues).toEqual([{ path: "batchName", message: "is larger than 16 KiB" }]);
  });

  it("is told of a member with an endless name in a bounded answer", async () => {
    const { send } = await createClient();
    const answer = await send(`{"${"😀".repeat(200_000)}":1,"certificates":${rows}}`);
    expect(answer.status).toBe(400);
    expect(answer.text.length).toBeLessThan(2000);
    expect(errorOf(answer).issues?.[0]?.path.isWellFormed()).toBe(true);
  });

  it.each([
    ['{"certificates":[{}', "The body is not valid JSON: it ends too early."],
    ['{"batchName":"x"\n "certificates":[]}', "The body is not valid JSON: line 2, column 2."],
    ['{"näme😀":1 2}', "The body is not valid JSON: line 1, column 13."],
    ["[]", "The body must be a JSON object."],
    [`{"certificates":${rows}}x`, /^The body is not valid JSON: line 1, column \d+\.$/],
  ])("is told where it breaks off: %s", async (body, message) => {
    const { send } = await createClient();
    expect(errorOf(await send(body)).issues).toMatchObject([{ path: "", message: expect.stringMatching(message) }]);
  });
});

describe("rows with members that no database could keep", () => {
  const odd = ["\u0000", "a\u0000b", "\ud800", "\udc00x", `${"x".repeat(199)}😀`];
  // Of two lists of names that are shifted by one, one is cut in the midst of a pair.
  const long = (shift: number) =>
    Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`${index}${"x".repeat(shift)}${"😀".repeat(90)}`, 1]));

  it("fail alone with a message that can be read, where bad rows are skipped", async () => {
    const { client, countBatches } = await createClient();
    const bad = [...odd.map((name) => ({ ...aCertificate, [name]: 1 })), { ...aCertificate, ...long(0) }];
    const certificates = [aCertificate, ...bad, { ...aCertificate, ...long(1) }];
    const batch = batchOf(await client.tryBulk({ onError: "skip", certificates }));
    expect(batch).toMatchObject({ total_count: 8, failed_count: 7 });
    for (const { line, error } of await client.listItems(batch.id, "&status=failed")) {
      expect([line, error?.message.isWellFormed(), error?.message.includes("\u0000")]).toEqual([line, true, false]);
      expect(error?.message).toContain("is not a known field");
    }
    expect(await countBatches()).toBe(1);
  });

  it("or are too large, too deep or hold a reserved name, fail alone too, each with its reason", async () => {
    const { client, send, countBatches } = await createClient();
    const row = JSON.stringify(aCertificate);
    const withMetadata = (json: string) => `${row.slice(0, -1)},"publicMetadata":${json}}`;
    const large = withMetadata(JSON.stringify({ x: "y".repeat(256 * 1024) }));
    const deep = withMetadata(`{"x":${"[".repeat(40)}${"]".repeat(40)}}`);
    const reserved = withMetadata('{"\\u005f_proto__":1}');
    const batch = batchOf(await send(`{"onError":"skip","certificates":[${[large, row, deep, reserved].join()}]}`));
    expect(batch).toMatchObject({ total_count: 4, failed_count: 3 });
    const failed = await client.listItems(batch.id, "&status=failed");
    expect(failed.map(({ line, error }) => [line, error?.message])).toEqual([
      [1, "certificates.0 is larger than 256 KiB"],
      [3, "certificates.2 is nested deeper than 32 levels"],
      [4, 'certificates.3 has a member named "__proto__", which is a reserved name'],
    ]);
    const { issues } = errorOf(await send(`{"certificates":[${[large, row, deep].join()}]}`));
    expect(issues?.map(({ path, line }) => [path, line])).toEqual([
      ["certificates.0", 1],
      ["certificates.2", 3],
    ]);
    expect(await countBatches()).toBe(1);
  });

  it("are told by paths that can be read, where they refuse all", async () => {
    const { client, countBatches } = await createClient();
    const { issues } = errorOf(await client.tryBulk({ certificates: odd.map((name) => ({ ...aCertificate, [name]: 1 })) }));
    expect(issues).toHaveLength(odd.length);
    for (const { path } of issues ?? []) expect(path.isWellFormed() && !path.includes("\u0000")).toBe(true);
    expect(await countBatches()).toBe(0);
  });
});
