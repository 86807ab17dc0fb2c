import { ApiClient, aCertificate, batchOf, errorOf } from "@attestry/scripts/testing/api-client";
import { batchCheck, batchSubmission } from "@attestry/scripts/testing/contract";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const stack = useStack();

async function createClient(): Promise<ApiClient> {
  const { sandbox } = await createTestOrganization(stack.sql);
  return new ApiClient(stack.apiUrl, sandbox.secret);
}

const typed = (charset: string) => ({ "Content-Type": `text/csv; charset=${charset}` });
const checkOf = (body: unknown) => z.object({ data: batchCheck }).parse(body).data;

/** A file whose every name is these bytes. */
function makeFile(hex: string, header = "recipientName"): Uint8Array<ArrayBuffer> {
  const [before, after] = [`${header},recipientEmail,title\n`, ",a@example.com,T\n"];
  return new Uint8Array(Buffer.concat([Buffer.from(before, "latin1"), Buffer.from(hex, "hex"), Buffer.from(after)]));
}

describe("a file in a charset that is named", () => {
  // Of Python's codecs, so that no decoder of ours is compared with itself.
  it.each([
    ["windows-1250", "a3756b61737a208ae875e8ed6e", "Łukasz Ščučín"],
    ["windows-1251", "c7eeff20d1eeebeee2fcb8e2e0", "Зоя Соловьёва"],
    ["windows-1252", "4afc7267656e2047726fdf", "Jürgen Groß"],
    ["windows-1253", "c5ebddede720d0e1f0e1e4eff0effdebeff5", "Ελένη Παπαδοπούλου"],
    ["windows-1254", "4179fe652059fd6c64fd7a", "Ayşe Yıldız"],
    ["windows-1255", "e9f2ec20ebe4ef", "יעל כהן"],
    ["windows-1256", "dac7c6d4c9", "عائشة"],
    ["windows-1257", "4ae26e69732042e7727a69f2f0", "Jānis Bērziņš"],
    ["windows-1258", "4e677579ea6e20c26e", "Nguyên Ân"],
    ["iso-8859-2", "a3756b61737a20a9e875e8ed6e", "Łukasz Ščučín"],
    ["iso-8859-5", "b7deef20c1dedbded2ecf1d2d0", "Зоя Соловьёва"],
    ["iso-8859-7", "c5ebddede7", "Ελένη"],
    ["iso-8859-15", "b46f66696520bc757672e9", "Žofie Œuvré"],
    ["koi8-r", "facfd1", "Зоя"],
    ["shift_jis", "8db293a189d48e71", "佐藤花子"],
    ["euc-kr", "b1e8b9cec1d8", "김민준"],
    ["gb18030", "cdf5d0a1c3f7", "王小明"],
    ["big5", "a4fda470a9fa", "王小明"],
  ])("is read as it was written, and the answer says so: %s", async (charset, hex, name) => {
    const client = await createClient();
    const check = checkOf((await client.tryBulkCsv(makeFile(hex), "?dryRun=true", typed(charset))).body);
    expect(check).toMatchObject({ charset, validCount: 1, issues: [] });
    // An unknown column's name comes back as it was read.
    const header = Buffer.concat([Buffer.from(hex, "hex"), Buffer.from(",recipientName\nx,y\n")]);
    const { issues } = errorOf(await client.tryBulkCsv(new Uint8Array(header), "", typed(charset.toUpperCase())));
    expect(issues?.[0]?.column).toBe(name);
  });

  it.each([
    ["iso-8859-1", "4afc7267656e", "windows-1252"],
    ["iso-8859-9", "4179fe65", "windows-1254"],
    ["utf8", "41", "utf-8"],
  ])("may be named otherwise: %s", async (charset, hex, name) => {
    const client = await createClient();
    expect(checkOf((await client.tryBulkCsv(makeFile(hex), "?dryRun=true", typed(charset))).body).charset).toBe(name);
  });

  it.each([
    ["windows-1250", "81"],
    ["windows-1251", "98"],
    ["windows-1253", "aa"],
    ["windows-1255", "d9"],
    ["iso-8859-2", "8a"],
    ["shift_jis", "8d"],
    ["shift_jis", "fd"],
    ["euc-kr", "b1"],
    ["gb18030", "cd"],
    ["big5", "a4"],
  ])("is refused with its line where it is not that: %s with the byte %s", async (charset, hex) => {
    const client = await createClient();
    const { issues } = errorOf(await client.tryBulkCsv(makeFile(hex), "?dryRun=true", typed(charset)));
    expect(issues).toMatchObject([{ path: "", line: 2, message: expect.stringContaining(`not valid ${charset}`) }]);
  });

  it("that nobody knows is refused, with those that are known", async () => {
    const client = await createClient();
    const { issues } = errorOf(await client.tryBulkCsv(makeFile("41"), "", typed("ebcdic")));
    expect(issues?.[0]?.message).toMatch(/^The charset must be one of: utf-8, .*windows-1250.*big5/);
  });
});

describe("what a file was found to be", () => {
  it.each<[string, Uint8Array<ArrayBuffer>]>([
    ["utf-8", makeFile("41")],
    ["windows-1252", makeFile("4afc7267656e")],
    ["utf-16le", new Uint8Array(Buffer.from("\ufeffrecipientName,recipientEmail,title\nA,a@example.com,T\n", "utf16le"))],
  ])("is told by a dry run, a submission and its retry: %s", async (charset, bytes) => {
    const client = await createClient();
    expect(checkOf((await client.tryBulkCsv(bytes, "?dryRun=true")).body).charset).toBe(charset);
    const headers = { "Idempotency-Key": "charset" };
    const first = await client.tryBulkCsv(bytes, "", headers);
    expect(z.object({ data: batchSubmission }).parse(first.body).data.charset).toBe(charset);
    expect((await client.tryBulkCsv(bytes, "", headers)).text).toBe(first.text);
    await client.waitForBatch(batchOf(first).id);
  });

  it("is nothing of JSON", async () => {
    const client = await createClient();
    expect(checkOf((await client.tryBulk({ certificates: [aCertificate], dryRun: true })).body).charset).toBeNull();
  });
});
