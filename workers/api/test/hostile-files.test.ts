import { gzipSync } from "node:zlib";
import { type Answer, ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import { measurePeak, measureWorkers } from "@attestry/scripts/testing/measure-workers";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useOwnStack } from "@attestry/scripts/testing/use-own-stack";
import { beforeAll, describe, expect, it } from "vitest";

// Nobody else's requests may count.
const own = useOwnStack();
const mebibyte = 1024 * 1024;
// By how much the Worker may grow beyond what it held before the first of them, in this order. Without a limit of memory, as here, it
// keeps what earlier requests left: up to 270 MiB were measured with JSON, 330 with CSV and forms.
const mostGrowthBytes = { json: 375 * mebibyte, csv: 450 * mebibyte, form: 450 * mebibyte };

let client: ApiClient;
let key = "";
let bytesBefore = 0;
beforeAll(async () => {
  const { sql, apiUrl } = own();
  const organization = await createTestOrganization(sql);
  key = organization.sandbox.secret;
  client = new ApiClient(apiUrl, key);
  await client.issue();
  bytesBefore = measureWorkers(apiUrl);
});

/** What a request is answered, if the Worker did not grow beyond the bound at any moment. */
async function boundMemory<Result>(
  kind: keyof typeof mostGrowthBytes,
  what: string,
  send: () => Promise<Result>,
): Promise<Result> {
  const { result, peakBytes } = await measurePeak(own().apiUrl, send);
  const growthBytes = peakBytes - bytesBefore;
  console.log(`${what}: the Worker has grown by ${Math.round(growthBytes / mebibyte)} MiB`);
  expect(growthBytes).toBeLessThan(mostGrowthBytes[kind]);
  return result;
}

const header = "recipientName,recipientEmail,title\n";
const fill = (size: number, byte: string) => new Uint8Array(Buffer.alloc(size, byte));
const join = (...parts: (string | Uint8Array)[]) => new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))));
function countUp<Item>(count: number, write: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => write(index));
}

function requireRefusal(answer: Answer, reason: RegExp): void {
  expect(answer.status).toBe(400);
  const { message, issues = [] } = errorOf(answer);
  expect([message, ...issues.map((issue) => issue.message)].join(" ")).toMatch(reason);
  expect(issues.length).toBeLessThanOrEqual(1000);
}

describe("JSON that is too much", () => {
  const ones = "1,".repeat(16_000_000);
  const lists = "[],".repeat(10_000_000);
  const members = countUp(2_500_000, (index) => `"${index}":1`).join();
  it.each([
    ["sixteen million elements", `{"certificates":[${ones}1]}`, /at most 10000 certificates/],
    ["sixteen million elements that break off", `{"certificates":[${ones}`, /at most 10000 certificates/],
    ["millions of members", `{${members}}`, /20 members/],
    ["one member three million times", `{${'"a":1,'.repeat(3_000_000)}"a":1}`, /twice/],
    ["a row of millions of members", `{"certificates":[{${members}}]}`, /256 KiB/],
    ["a row of ten million lists", `{"certificates":[{"title":[${lists}[]]}]}`, /256 KiB/],
    ["a name of ten million lists", `{"batchName":[${lists}[]]}`, /16 KiB/],
    ["ten million lists that break off", `{"a":[${lists}`, /ends too early/],
    ["nesting of 16 million", `{"certificates":[${"[".repeat(16_000_000)}]}`, /ends too early/],
    ["one row of 5 MB", `{"certificates":[{"recipientName":"${"x".repeat(5_000_000)}"}]}`, /256 KiB/],
    [
      "ten thousand rows of unknown members",
      `{"certificates":[${`{${countUp(200, (index) => `"${index}":1`)}},`.repeat(9_999)}{}]}`,
      /known/,
    ],
  ])("is refused in bounded memory: %s", async (what, text, reason) => {
    const rawBody = new Uint8Array(Buffer.from(text));
    const request = { method: "POST", rawBody, headers: { "Content-Type": "application/json" } };
    requireRefusal(await boundMemory("json", what, () => client.request("/v1/certificates/bulk", request)), reason);
  });
});

describe("a file that is no list of certificates", () => {
  it.each([
    ["32 MB of commas", () => fill(31 * mebibyte, ","), /columns|larger|longer|KiB/],
    ["one line of 31 MB", () => join(header, fill(31 * mebibyte, "x")), /KiB|long|large/],
    ["thirty million quotes", () => join(header, fill(30_000_000, '"')), /quot|KiB|large/],
    ["thirty million empty rows", () => join(header, fill(30_000_000, "\n")), /empty/],
    ["fifteen million rows", () => join(header, fill(30_000_000, "x\n")), /rows/],
    ["a NUL byte", () => join(header, "Aina\0,a@example.com,T\n"), /NUL/],
    ["100,000 columns", () => join(countUp(100_000, (index) => `c${index}`).join(), "\n1\n"), /columns|KiB/],
    ["an Excel workbook", () => join(new Uint8Array([0x50, 0x4b, 3, 4]), fill(1000, "x")), /Excel|workbook|ZIP/i],
    [
      "an old Excel workbook",
      () => join(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), fill(1000, "x")),
      /Excel/,
    ],
    ["gzip", () => new Uint8Array(gzipSync(header)), /gzip|compressed/i],
    [
      "invalid UTF-8 among valid",
      () => join(header, "Zo\u00eb,a@example.com,T\nJo", new Uint8Array([0xc3, 0x28]), ",b@example.com,T\n"),
      /UTF-8/,
    ],
    ["only a header", () => join(header), /at least 1|no row|empty|row/],
    ["nothing", () => new Uint8Array(), /empty/],
  ])("is refused with a clear reason, in bounded memory: %s", async (what, make, reason) => {
    const file = make();
    requireRefusal(await boundMemory("csv", what, () => client.tryBulkCsv(file)), reason);
  });

  it("may hold formulas, which are texts like any other", async () => {
    const answer = await client.tryBulkCsv(`${header}=1+1,a@example.com,@SUM(A1)\n`, "?dryRun=true");
    expect(answer.status).toBe(200);
  });

  it("is refused as invalid where UTF-8 is announced and not kept", async () => {
    const bytes = join(header, new Uint8Array(Buffer.from("Jürgen,a@example.com,T\n", "latin1")));
    const answer = await client.tryBulkCsv(bytes, "", { "Content-Type": "text/csv; charset=utf-8" });
    expect(errorOf(answer).issues?.[0]).toMatchObject({ line: 2 });
  });
});

describe("a form that is too much", () => {
  const makeForm = (file: Uint8Array<ArrayBuffer>, fields: [string, string][]) => {
    const form = new FormData();
    form.set("file", new Blob([header, file], { type: "text/csv" }), "certificates.csv");
    for (const [name, value] of fields) form.append(name, value);
    return form;
  };
  const short = fill(10, "x");
  it.each([
    ["a file of one line of 31 MB", () => makeForm(fill(31 * mebibyte, "x"), []), /KiB/],
    ["a field of 31 MB", () => makeForm(short, [["batchName", "x".repeat(31 * mebibyte)]]), /200 characters/],
    [
      "200,000 fields",
      () =>
        makeForm(
          short,
          countUp<[string, string]>(200_000, (index) => [`${index}`, ""]),
        ),
      /20 fields/,
    ],
    [
      "one field 200,000 times",
      () =>
        makeForm(
          short,
          countUp<[string, string]>(200_000, () => ["title", ""]),
        ),
      /20 fields/,
    ],
  ])("is refused in bounded memory: %s", async (what, make, reason) => {
    const form = make();
    requireRefusal(await boundMemory("form", what, () => client.tryBulkForm(form)), reason);
  });
});

describe("a body larger than a batch may be", () => {
  it("is refused with the limit, once it has arrived", async () => {
    const file = fill(40 * mebibyte, ",");
    const answer = await boundMemory("form", "40 MiB", () => client.tryBulkCsv(file));
    expect(errorOf(answer).code).toBe("PAYLOAD_TOO_LARGE");
  });

  it("is not taken in, if it is a gigabyte that never said so: refused, or the line is cut", async () => {
    const piece = fill(mebibyte, ",");
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (sent >= 1024) return controller.close();
        sent += 1;
        controller.enqueue(piece);
      },
    });
    const init = {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "text/csv" },
      body,
      duplex: "half",
    };
    const send = () =>
      fetch(`${own().apiUrl}/v1/certificates/bulk`, init).then(
        // Where the line is cut, the server in front of a local Worker may say 500 in plain text; the Worker itself answers JSON.
        ({ status, headers }) => (headers.get("Content-Type")?.startsWith("application/json") ? status : "cut"),
        () => "cut",
      );
    expect([413, "cut"]).toContain(await boundMemory("form", "a gigabyte", send));
    expect(sent).toBeLessThan(1024);
  });
});

it("after all of them the API issues as before", async () => {
  expect((await client.issue()).status).toBe("issued");
});
