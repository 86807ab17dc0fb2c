import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { z } from "zod";
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
    expect(await outcomes(makeVerification("verified"))).toEqual(["Passed", "Passed", "Passed", "Passed", "Not made"]);
    const issuer = { domain: "academy.example", domainProvenAt: "2026-01-02T00:00:00.000Z" };
    expect(await outcomes(makeVerification("verified", { issuer }))).toEqual(["Passed", "Passed", "Passed", "Passed", "Passed"]);
    expect(await outcomes(makeVerification("revoked"))).toEqual(["Passed", "Passed", "Failed", "Passed", "Not made"]);
    const document = { expiresAt: "2026-06-10T08:00:00.000Z" };
    expect(await outcomes(makeVerification("expired", { document }))).toEqual([
      "Passed",
      "Passed",
      "Passed",
      "Failed",
      "Not made",
    ]);
    expect(await outcomes(makeVerification("revoked", { document }))).toEqual([
      "Passed",
      "Passed",
      "Failed",
      "Failed",
      "Not made",
    ]);
    expect(await outcomes(makeVerification("invalid"))).toEqual(["Passed", "Failed", "Not made", "Not made"]);
    expect(await outcomes(makeVerification("not_found"))).toEqual(["Failed", "Not made", "Not made", "Not made"]);
  });

  test("shows the declared public fields that have a value, by their labels, and no other", async () => {
    const fields = ["a", "b", "c", "d", "toString", "e"].map((key) => ({
      key,
      label: `Label ${key}`,
      type: "text",
      visibility: key === "e" ? "private" : "public",
    }));
    const document = { publicMetadata: { a: "first", b: null, c: "", d: 0, e: "kept back", extra: "undeclared" } };
    const page = await makePages(makeVerification("verified", { document, row: { fields } })).read(path);
    const record = page.slice(page.indexOf("<dl>"), page.indexOf("</dl>"));
    const labels = [...record.matchAll(/<dt><bdi>([^<]*)<\/bdi>/g)].map(([, label]) => label);
    expect(labels).toEqual(["Label a", "Label d"]);
    for (const hidden of ["kept back", "undeclared", "native code"]) expect(record).not.toContain(hidden);
  });

  test("tells how to recompute the hash, by a command that takes what the page answers", async () => {
    const verification = makeVerification("verified");
    const pages = makePages(verification);
    const page = await pages.read(path);
    expect(page).toContain(`'https://verify.example.com${path}' |\n  jq -j .data.document | sha256sum</pre>`);
    expect(page).toMatch(new RegExp(`<pre class="pdf"[^>]*>${verification.certificate?.pdfSha256}</pre>`));
    const answer = await (await pages.get(path, { headers: { Accept: "application/json" } })).text();
    const { document } = z.object({ data: z.object({ document: z.string() }) }).parse(JSON.parse(answer)).data;
    expect(createHash("sha256").update(document).digest("hex")).toBe(verification.certificate?.certificateHash);
  });

  test("shows the very text that its hash is taken of", async () => {
    const verification = makeVerification("verified", { document: { recipientName: 'Ann O\'Neill <&> "Q"' } });
    const page = await makePages(verification).read(path);
    const shown = readText(`<body>${/<pre class="document"[^>]*>([\s\S]*?)<\/pre>/.exec(page)?.[1] ?? ""}`).trim();
    const hash = [...(/<p class="hash"[^>]*>.*<\/p>/.exec(page)?.[0] ?? "").matchAll(/<span>([0-9a-f]{8})<\/span>/g)]
      .map(([, group]) => group)
      .join("");
    expect(createHash("sha256").update(shown).digest("hex")).toBe(hash);
    expect(hash).toBe(verification.certificate?.certificateHash);
  });

  test("runs its own script alone, and asks nothing of another host", async () => {
    const issuer = { logoSha256: "a".repeat(64) };
    for (const result of ["verified", "revoked", "expired", "invalid", "not_found"] as const) {
      const page = await makePages(makeVerification(result, { issuer, hasPicture: result === "verified" })).read(path);
      expect(page.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/_/pages.js">']);
      expect(page).not.toMatch(/<(?:iframe|object|embed|meta http-equiv)|\sstyle=|\son[a-z]+=|@import|url\(|src="[^/]/i);
      const images = (page.match(/<img src="([^"]*)"/g) ?? []).length;
      expect(images).toBe(result === "verified" ? 2 : result === "revoked" || result === "expired" ? 1 : 0);
    }
  });

  test("names the domain that its issuer proved, and says of others that they proved none", async () => {
    const issuer = { domain: "academy.example", domainProvenAt: "2026-01-02T00:00:00.000Z" };
    const proven = readText(await makePages(makeVerification("verified", { issuer })).read(path));
    expect(proven).toContain("The issuer proved on 2 January 2026 that academy.example is its own.");
    expect(readText(await makePages(makeVerification("verified")).read(path))).toContain(
      "The issuer has proven no domain of its own.",
    );
  });

  test("may be listed by search engines only where its issuer wants that, and while it is valid and real", async () => {
    const robots = async (verification: unknown, address = path) =>
      (await makePages(verification).get(address)).headers.get("X-Robots-Tag");
    const issuer = { isIndexed: true };
    expect(await robots(makeVerification("verified", { issuer }))).toBe("all");
    expect(await robots(makeVerification("verified", { issuer }), `${path}?lang=de`)).toBe("all");
    expect(await robots(makeVerification("verified", { issuer }), `${path}?expires=1&signature=x`)).toBe("noindex");
    expect(await robots(makeVerification("verified"))).toBe("noindex");
    for (const result of ["revoked", "expired", "invalid", "not_found"] as const) {
      expect(await robots(makeVerification(result, { issuer }))).toBe("noindex");
    }
    expect(await robots(makeVerification("verified", { environment: "sandbox", issuer }), `/sandbox${path}`)).toBe("noindex");
  });

  test("offers to add a valid certificate to LinkedIn, with the fields to copy", async () => {
    const page = await makePages(makeVerification("verified")).read(path);
    const link = /href="(https:\/\/www\.linkedin\.com\/[^"]*)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(Object.fromEntries(new URL(link).searchParams)).toEqual({
      startTask: "CERTIFICATION_NAME",
      name: "Safety Training Certificate",
      organizationName: "Certifyx Academy",
      issueYear: "2026",
      issueMonth: "5",
      expirationYear: "2028",
      expirationMonth: "5",
      certId: "CX-CLIENT-0001",
      certUrl: "https://verify.example.com/CX-CLIENT-0001",
    });
    const copied = page.slice(page.indexOf("If the form stays empty"));
    const fields = [...copied.matchAll(/<dt>([^<]*)<\/dt><dd><bdi>([^<]*)<\/bdi>/g)].map(([, ...texts]) => texts);
    expect(fields).toEqual([
      ["Name", "Safety Training Certificate"],
      ["Issuing organization", "Certifyx Academy"],
      ["Issue date", "2026-05-10"],
      ["Expiration date", "2028-05-10"],
      ["Credential ID", "CX-CLIENT-0001"],
      ["Credential URL", "https://verify.example.com/CX-CLIENT-0001"],
    ]);
    for (const result of ["revoked", "expired"] as const) {
      expect(await makePages(makeVerification(result)).read(path)).not.toContain("linkedin");
    }
  });

  test("shows what to copy into a web page, whatever its title", async () => {
    const verification = makeVerification("verified", { document: { title: 'A "B" <C> & D' } });
    const page = (await makePages(verification).read(path)).replace(/&(?:amp|lt|gt|quot);/g, (entity) => {
      return { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' }[entity] ?? "";
    });
    const address = "https://verify.example.com/CX-CLIENT-0001";
    const title = "A &#34;B&#34; &#60;C&#62; &#38; D";
    expect(page).toContain(`<code><a href="${address}"><img src="${address}/badge.svg" alt="${title}"></a></code>`);
    const frame = `<iframe src="${address}/card" width="480" height="220" title="${title}" loading="lazy" referrerpolicy="no-referrer" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
    expect(page).toContain(`<code>${frame}</code>`);
  });
});

describe("what other sites keep of a page", () => {
  const readMeta = (page: string, name: string) =>
    new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)">`).exec(page)?.[1];

  test("a card of a valid certificate says nothing that a revocation would make untrue", async () => {
    const page = await makePages(makeVerification("verified", { hasPicture: true })).read("/CX-CLIENT-0001");
    const address = "https://verify.example.com/CX-CLIENT-0001";
    expect(readMeta(page, "og:title")).toBe("Safety Training Certificate · Aina Rahman");
    expect(readMeta(page, "og:description")).toBe("Aina Rahman · Certifyx Academy");
    expect(readMeta(page, "description")).toBe("Aina Rahman · Certifyx Academy");
    expect([readMeta(page, "og:url"), readMeta(page, "og:image")]).toEqual([address, `${address}/picture.png`]);
    expect(readMeta(page, "twitter:card")).toBe("summary_large_image");
    expect(page.slice(0, page.indexOf("<style>"))).toContain(
      "<title>Safety Training Certificate · Aina Rahman · Attestry</title>",
    );
    expect(page.slice(0, page.indexOf("<body"))).not.toMatch(/\bvalid\b/i);
  });

  test("one of a revoked certificate says that it is, and one of a test record that it is none", async () => {
    const revoked = await makePages(makeVerification("revoked")).read("/CX-CLIENT-0001");
    expect(readMeta(revoked, "og:title")).toBe("Revoked · Safety Training Certificate");
    const sandbox = await makePages(makeVerification("verified", { environment: "sandbox" })).read("/sandbox/CX-CLIENT-0001");
    expect(readMeta(sandbox, "og:title")).toBe("Sandbox: not a real certificate");
    const missing = await makePages(makeVerification("not_found")).read("/CX-CLIENT-0001");
    expect(missing).not.toMatch(/og:|twitter:/);
  });
});

test("public fields are labelled and written in the page's language, as on the certificate", async () => {
  const fields = [
    { key: "held_on", label: "Held on", labels: { de: "Abgehalten am" }, type: "date", visibility: "public" },
    { key: "with_exam", label: "With exam", type: "boolean", visibility: "public" },
    { key: "hours", label: "Hours", labels: { de: "Stunden" }, type: "number", visibility: "public" },
    { key: "no_day", label: "No day", type: "date", visibility: "public" },
  ];
  const document = { publicMetadata: { held_on: "2026-05-10", with_exam: true, hours: 7.5, no_day: "2026-02-30" } };
  const pages = makePages(makeVerification("verified", { document, row: { fields } }));
  const read = async (address: string) =>
    [...(await pages.read(address)).matchAll(/<dt><bdi>([^<]*)<\/bdi><\/dt><dd><bdi>([^<]*)<\/bdi>/g)].map(
      ([, ...texts]) => texts,
    );
  expect(await read("/CX-CLIENT-0001")).toEqual([
    ["Held on", "10 May 2026"],
    ["With exam", "✓"],
    ["Hours", "7.5"],
    ["No day", "2026-02-30"],
  ]);
  expect(await read("/CX-CLIENT-0001?lang=de")).toEqual([
    ["Abgehalten am", "10. Mai 2026"],
    ["With exam", "✓"],
    ["Stunden", "7.5"],
    ["No day", "2026-02-30"],
  ]);
});
