import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";
import { readHeadline, readText } from "./read-page.ts";

const path = "/CX-CLIENT-0001";

describe("a live certificate's page", () => {
  test("says Valid, then to whom, what, by whom and when", async () => {
    const response = await makePages(makeVerification("verified")).get(path);
    const page = await response.text();
    const text = readText(page);
    expect(response.status).toBe(200);
    expect(readHeadline(page)).toBe("Valid");
    expect(text.indexOf("Valid")).toBeLessThan(text.indexOf("Aina Rahman"));
    for (const told of ["Safety Training Certificate", "Certifyx Academy", "10 May 2026", "10 May 2028 at 08:00 UTC"])
      expect(text).toContain(told);
    expect(text).toContain("Checked on 22 November 2026 at 19:30 UTC");
  });

  test("says Revoked, when and why", async () => {
    const page = await makePages(makeVerification("revoked")).read(path);
    expect(readHeadline(page)).toBe("Revoked");
    expect(readText(page)).toMatch(/Revoked on 3 August 2026 at 14:12 UTC .*Reason Issued to the wrong person\./);
    expect(readText(page)).not.toMatch(/\bvalid\b/i);
  });

  test("says so when the issuer gave no reason for revoking", async () => {
    const row = { revocationReason: null };
    expect(readText(await makePages(makeVerification("revoked", { row })).read(path))).toContain("Reason The issuer gave none.");
  });

  test("says Expired and since when", async () => {
    const document = { expiresAt: "2026-06-10T08:00:00.000Z" };
    const page = await makePages(makeVerification("expired", { document })).read(path);
    expect(readHeadline(page)).toBe("Expired");
    expect(readText(page)).toContain("expired on 10 June 2026 at 08:00 UTC");
    expect(readText(page)).not.toMatch(/\bvalid\b/i);
  });

  test("says Altered record, and shows nothing of what the record says", async () => {
    const page = await makePages(makeVerification("invalid", { document: { title: "Forged" } })).read(path);
    expect(readHeadline(page)).toBe("Altered record");
    for (const content of ["Forged", "Aina", "Certifyx", "Farah"]) expect(page).not.toContain(content);
    expect(readText(page)).not.toMatch(/\bvalid\b/i);
  });

  test("lists every check with its result", async () => {
    const outcomes = async (verification: unknown) =>
      [...(await makePages(verification).read(path)).matchAll(/<em>([^<]*)<\/em>/g)].map(([, word]) => word);
    expect(await outcomes(makeVerification("verified"))).toEqual(["Passed", "Passed", "Passed", "Passed"]);
    expect(await outcomes(makeVerification("revoked"))).toEqual(["Passed", "Passed", "Failed", "Passed"]);
    const document = { expiresAt: "2026-06-10T08:00:00.000Z" };
    expect(await outcomes(makeVerification("expired", { document }))).toEqual(["Passed", "Passed", "Passed", "Failed"]);
    expect(await outcomes(makeVerification("revoked", { document }))).toEqual(["Passed", "Passed", "Failed", "Failed"]);
    expect(await outcomes(makeVerification("invalid"))).toEqual(["Passed", "Failed", "Not made", "Not made"]);
    expect(await outcomes(makeVerification("not_found"))).toEqual(["Failed", "Not made", "Not made", "Not made"]);
  });

  test("shows the declared public fields that have a value, by their labels, and no other", async () => {
    const fields = ["a", "b", "c", "d", "toString", "e"].map((key) => ({
      key,
      label: `Label ${key}`,
      visibility: key === "e" ? "private" : "public",
    }));
    const document = { publicMetadata: { a: "first", b: null, c: "", d: 0, e: "kept back", extra: "undeclared" } };
    const page = await makePages(makeVerification("verified", { document, row: { fields } })).read(path);
    const record = page.slice(page.indexOf("<dl>"), page.indexOf("</dl>"));
    const labels = [...record.matchAll(/<dt><bdi>([^<]*)<\/bdi>/g)].map(([, label]) => label);
    expect(labels).toEqual(["Label a", "Label d"]);
    for (const hidden of ["kept back", "undeclared", "native code"]) expect(record).not.toContain(hidden);
  });

  test("shows the very text that its hash is taken of", async () => {
    const verification = makeVerification("verified", { document: { recipientName: 'Ann O\'Neill <&> "Q"' } });
    const page = await makePages(verification).read(path);
    const shown = readText(`<body>${/<pre class="document"[^>]*>([\s\S]*?)<\/pre>/.exec(page)?.[1] ?? ""}`).trim();
    const hash = [...(/<p class="hash">.*<\/p>/.exec(page)?.[0] ?? "").matchAll(/<span>([0-9a-f]{8})<\/span>/g)]
      .map(([, group]) => group)
      .join("");
    expect(createHash("sha256").update(shown).digest("hex")).toBe(hash);
    expect(hash).toBe(verification.certificate?.certificateHash);
  });

  test("stays below 20 KB, runs no script and asks nothing of another host", async () => {
    for (const result of ["verified", "revoked", "expired", "invalid", "not_found"] as const) {
      const page = await makePages(makeVerification(result)).read(path);
      expect(Buffer.byteLength(page)).toBeLessThan(20_000);
      expect(page).not.toMatch(
        /<(?:script|link|img|iframe|object|embed|meta http-equiv)|\sstyle=|\son[a-z]+=|@import|url\(|src=/i,
      );
    }
  });
});
