import { gzipSync } from "node:zlib";
import { ApiClient, errorOf } from "@attestry/scripts/testing/api-client";
import { measureWorkers } from "@attestry/scripts/testing/measure-workers";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { beforeAll, describe, expect, it } from "vitest";

const stack = useStack();
const mebibyte = 1024 * 1024;
// workerd has no limit on this machine; what one request may hold is far below, and this leaves room for those that run beside it.
const mostGrowthBytes = 700 * mebibyte;

let client: ApiClient;
let key = "";
beforeAll(async () => {
  const organization = await createTestOrganization(stack.sql);
  key = organization.sandbox.secret;
  client = new ApiClient(stack.apiUrl, key);
});

const header = "recipientName,recipientEmail,title\n";
const fill = (size: number, byte: string) => new Uint8Array(Buffer.alloc(size, byte));
const join = (...parts: (string | Uint8Array)[]) => new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))));

describe("a file that is no list of certificates", () => {
  it.each([
    ["32 MB of commas", () => fill(31 * mebibyte, ","), /columns|larger|longer|KiB/],
    ["one line of 31 MB", () => join(header, fill(31 * mebibyte, "x")), /KiB|long|large/],
    ["thirty million quotes", () => join(header, fill(30_000_000, '"')), /quot|KiB|large/],
    ["a NUL byte", () => join(header, "Aina\0,a@example.com,T\n"), /NUL/],
    ["100,000 columns", () => join(Array.from({ length: 100_000 }, (_, index) => `c${index}`).join(","), "\n1\n"), /columns|KiB/],
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
  ])("is refused with a clear reason: %s", async (_what, make, reason) => {
    const answer = await client.tryBulkCsv(make());
    expect(answer.status).toBe(400);
    const error = errorOf(answer);
    expect([error.message, ...(error.issues ?? []).map(({ message }) => message)].join(" ")).toMatch(reason);
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

describe("JSON that is too much", () => {
  it.each([
    ["a million elements", () => `{"certificates":[${"1,".repeat(999_999)}1]}`],
    ["nesting of 16 million", () => `{"certificates":[${"[".repeat(16_000_000)}]}`],
    ["one row of 5 MB", () => `{"certificates":[{"recipientName":"${"x".repeat(5_000_000)}"}]}`],
  ])("is refused: %s", async (_what, make) => {
    const request = { method: "POST", rawBody: make(), headers: { "Content-Type": "application/json" } };
    expect((await client.request("/v1/certificates/bulk", request)).status).toBe(400);
  });
});

describe("a body larger than a batch may be", () => {
  it("is refused by its announced length, at once", async () => {
    const answer = await client.tryBulkCsv(fill(40 * mebibyte, ","));
    expect(errorOf(answer).code).toBe("PAYLOAD_TOO_LARGE");
  });

  it("is not taken in, if it is a gigabyte that never said so: refused, or the line is cut", async () => {
    const before = measureWorkers(stack.apiUrl);
    expect(before).toBeGreaterThan(0);
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
    const status = await fetch(`${stack.apiUrl}/v1/certificates/bulk`, init).then(
      (response) => response.status,
      () => "cut",
    );
    expect([413, "cut"]).toContain(status);
    expect(sent).toBeLessThan(1024);
    expect(measureWorkers(stack.apiUrl) - before).toBeLessThan(mostGrowthBytes);
  });
});

it("after all of them the API issues as before", async () => {
  expect((await client.issue()).status).toBe("issued");
});
