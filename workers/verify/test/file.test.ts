import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";
import { readHeadline, readText } from "./read-page.ts";

const sha256 = createHash("sha256").update("pdf").digest("hex");
const path = `/CX-CLIENT-0001?sha256=${sha256}`;

const readVerdict = (page: string) => /<section class="verdict">[\s\S]*?<\/section>/.exec(page)?.[0] ?? "";

test("the issued file passes a check of its own, and the verdict is the certificate's", async () => {
  for (const [file, finding] of [
    ["pdf", "byte for byte, the PDF that was issued."],
    ["record", "byte for byte, the record that was issued."],
  ] as const) {
    const page = await makePages(makeVerification("verified", { file })).read(path);
    expect(readHeadline(page)).toBe("Valid");
    expect(readText(page)).toContain(finding);
    expect(readVerdict(page)).toContain(finding);
  }
});

test("whoever chose no file reads nothing of one", async () => {
  expect(readText(await makePages(makeVerification("verified")).read("/CX-CLIENT-0001"))).not.toContain(
    "The file that was chosen",
  );
});

test("another file is the verdict where the certificate itself is valid", async () => {
  const page = await makePages(makeVerification("verified", { file: "other" })).read(path);
  expect(readHeadline(page)).toBe("Not the issued file");
  expect(readText(page)).toContain("is not, byte for byte, what was issued.");
  expect(page).toMatch(/<body class="bad">/);
  expect(readText(page)).not.toMatch(/\bvalid\b/i);
});

test("a revoked or expired certificate is that first, whatever the file", async () => {
  for (const file of ["pdf", "other"] as const) {
    const revoked = await makePages(makeVerification("revoked", { file })).read(path);
    expect(readHeadline(revoked)).toBe("Revoked");
    expect(readVerdict(revoked)).toContain(file === "pdf" ? "is, byte for byte" : "is not, byte for byte");
    const document = { expiresAt: "2026-06-10T08:00:00.000Z" };
    expect(readHeadline(await makePages(makeVerification("expired", { document, file })).read(path))).toBe("Expired");
  }
});

test("a file in the sandbox never makes anything real", async () => {
  for (const file of ["pdf", "record", "other"] as const) {
    const page = await makePages(makeVerification("verified", { environment: "sandbox", file })).read(`/sandbox${path}`);
    expect(readText(page)).not.toMatch(/\bvalid\b/i);
    expect(readText(page)).toContain("Sandbox: not a real certificate");
  }
});

test("the hash is what is asked about, in lower case, and logged as the check of a file", async () => {
  const pages = makePages(makeVerification("verified", { file: "pdf" }));
  await pages.read(`/CX-1?sha256=${sha256.toUpperCase()}`);
  expect(pages.calls[0]?.input).toMatchObject({ fileSha256: sha256, source: "file" });
  await pages.read("/CX-1");
  expect(pages.calls[1]?.input).toMatchObject({ fileSha256: null, source: "page" });
});

test("a link or a code with the right hash in it says nothing of a file: only a page of ours, or a program, asks about one", async () => {
  for (const [from, fileSha256] of [
    ["same-origin", sha256],
    ["same-site", null],
    ["cross-site", null],
    ["none", null],
  ] as const) {
    const pages = makePages(makeVerification("verified"));
    const page = await (await pages.get(`${path}&lang=ta`, { headers: { "Sec-Fetch-Site": from } })).text();
    // Or the page's own links would make it believed.
    expect(page.includes("sha256=")).toBe(fileSha256 !== null);
    expect([from, pages.calls[0]?.input]).toMatchObject([from, { fileSha256, source: fileSha256 ? "file" : "page" }]);
  }
  const pages = makePages(makeVerification("verified", { file: "pdf" }));
  await pages.get(path, { headers: { "Sec-Fetch-Site": "cross-site", Accept: "application/json" } });
  expect(pages.calls[0]?.input).toMatchObject({ fileSha256: sha256 });
});

test.each(["", "x", "0".repeat(63), "0".repeat(65), "'; drop table", "\u0000"])("%j is the hash of no file", async (hash) => {
  const pages = makePages(makeVerification("verified", { file: "other" }));
  expect((await pages.get(`/CX-1?sha256=${encodeURIComponent(hash)}`)).status).toBe(200);
  expect(pages.calls[0]?.input).toMatchObject({ fileSha256: "", source: "file" });
});

test("an address that asks about a file nobody chose says so, and that choosing it tells", async () => {
  const pages = makePages(makeVerification("verified"));
  const page = await (await pages.get(path, { headers: { "Sec-Fetch-Site": "none" } })).text();
  expect(readHeadline(page)).toBe("Valid");
  expect(readVerdict(page)).toContain("This address asks about a file.");
});
