// What people do with the pages, in a real browser, on the whole stack: real certificates, real PDFs.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setVerifyHost } from "@attestry/scripts/admin/public-pages";
import { ApiClient } from "@attestry/scripts/testing/api-client";
import { createTestOrganization } from "@attestry/scripts/testing/test-organization";
import { hasChromium, useBrowser } from "@attestry/scripts/testing/use-browser";
import { useStack } from "@attestry/scripts/testing/use-stack";
import { PDFDocument } from "pdf-lib";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";

const stack = useStack();
const { sql } = stack;
const browser = useBrowser(() => stack.verifyUrl);
const folder = mkdtempSync(join(tmpdir(), "attestry-visitors-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function issueLive(input: Record<string, unknown> = {}) {
  const organization = await createTestOrganization(sql, { credits: 10 });
  const client = new ApiClient(stack.apiUrl, organization.live.secret);
  const issued = await client.issue(input);
  const pdf = new Uint8Array(await (await fetch(issued.pdf.url)).arrayBuffer());
  const path = new URL(issued.verificationUrl).pathname;
  return { organization, client, issued, pdf, path };
}

async function readRecord(page: string): Promise<string> {
  return (await fetch(`${page}?format=record`)).text();
}

function keepFile(name: string, bytes: Uint8Array | string): string {
  const file = join(folder, `${randomBytes(4).toString("hex")}-${name}`);
  writeFileSync(file, bytes);
  return file;
}

async function checkFile(page: Page, file: string): Promise<void> {
  await page.locator("#file").setInputFiles(file);
}

/** Chooses a file and waits for the page that answers. */
async function verdictOf(page: Page, file: string) {
  await Promise.all([page.waitForURL(/sha256=/), checkFile(page, file)]);
  return { headline: await page.locator("h1").textContent(), checks: await page.locator(".checks").textContent() };
}

describe.skipIf(!hasChromium)("whoever is handed a file", () => {
  test("learns from the landing page that it is the PDF that was issued, and nothing of it is sent but its hash", async () => {
    const { pdf } = await issueLive();
    const visit = await browser.visit("/");
    const sent: string[] = [];
    visit.page.on("request", (request) => sent.push(`${request.method()} ${request.postData() ?? ""}`));
    const { headline, checks } = await verdictOf(visit.page, keepFile("true.pdf", pdf));
    expect(headline).toBe("Valid");
    expect(checks).toContain("byte for byte, the PDF that was issued.");
    expect(sent.every((line) => line === "GET ")).toBe(true);
    expect([visit.foreign, visit.complaints]).toEqual([[], []]);
    await visit.close();
  });

  test("learns that one byte was flipped", async () => {
    const { pdf } = await issueLive();
    const flipped = pdf.slice();
    flipped[900] = (flipped[900] ?? 0) ^ 1;
    const visit = await browser.visit("/");
    const { headline, checks } = await verdictOf(visit.page, keepFile("flipped.pdf", flipped));
    expect(headline).toBe("Not the issued file");
    expect(checks).toContain("is not, byte for byte, what was issued.");
    await visit.close();
  });

  test("learns that a copy was saved again", async () => {
    const { pdf } = await issueLive();
    const saved = await (await PDFDocument.load(pdf)).save({ useObjectStreams: false });
    const visit = await browser.visit("/");
    expect((await verdictOf(visit.page, keepFile("saved.pdf", saved))).headline).toBe("Not the issued file");
    await visit.close();
  });

  test("learns on a certificate's page that a file is another certificate's", async () => {
    const [{ path }, other] = [await issueLive(), await issueLive()];
    const visit = await browser.visit(path);
    expect((await verdictOf(visit.page, keepFile("other.pdf", other.pdf))).headline).toBe("Not the issued file");
    await visit.close();
  });

  test("learns the standing of the certificate that the file names, whosever page it was dropped on", async () => {
    const { pdf, client, issued } = await issueLive();
    await client.revoke(issued.certificateId, { reason: "Wrong name" });
    const visit = await browser.visit("/?lang=ms");
    const { headline } = await verdictOf(visit.page, keepFile("revoked.pdf", pdf));
    expect(headline).toBe("Dibatalkan");
    expect(visit.page.url()).toContain("lang=ms");
    await visit.close();
  });

  test("checks the record, too: as the page gives it out, and with a line break after it", async () => {
    const { issued, path } = await issueLive();
    const record = await readRecord(issued.verificationUrl);
    for (const text of [record, `${record}\n`]) {
      const visit = await browser.visit("/");
      const { headline, checks } = await verdictOf(visit.page, keepFile("certificate.json", text));
      expect(headline).toBe("Valid");
      expect(checks).toContain("byte for byte, the record that was issued.");
      expect(new URL(visit.page.url()).pathname).not.toBe(path);
      await visit.close();
    }
  });

  test("is told of no file that says more than the record within it", async () => {
    const { issued, path } = await issueLive();
    const record = await readRecord(issued.verificationUrl);
    const answer = JSON.parse(await (await fetch(`${issued.verificationUrl}?format=json`)).text());
    const forged = { recipientName: "Mallory Forger", title: "Doctor of Medicine" };
    for (const text of [
      JSON.stringify(JSON.parse(record), null, 2),
      JSON.stringify(answer),
      JSON.stringify({ data: { ...answer.data, ...forged } }),
      JSON.stringify({ ...forged, data: { document: record } }),
      `{"data":{"document":"Dr. Mallory"},"data":{"document":${JSON.stringify(record)}}}`,
      `${record} `,
      `${record}\n${JSON.stringify(forged)}`,
    ]) {
      const visit = await browser.visit(path);
      expect((await verdictOf(visit.page, keepFile("forged.json", text))).headline).toBe("Not the issued file");
      await visit.close();
    }
  });

  test("learns on the live landing page that a file is of a test record, whoever's", async () => {
    const { organization } = await issueLive();
    const issued = await new ApiClient(stack.apiUrl, organization.sandbox.secret).issue();
    const pdf = Buffer.from(await (await fetch(issued.pdf.url)).arrayBuffer());
    for (const [name, content] of [
      ["test.pdf", pdf],
      ["test.json", await readRecord(issued.verificationUrl)],
    ] as const) {
      const visit = await browser.visit("/");
      expect((await verdictOf(visit.page, keepFile(name, content))).headline).toBe("Sandbox: not a real certificate");
      await visit.close();
    }
  });

  test("may drop the file instead of choosing it", async () => {
    const { pdf } = await issueLive();
    const visit = await browser.visit("/");
    const transfer = await visit.page.evaluateHandle(
      `(() => { const transfer = new DataTransfer(); transfer.items.add(new File([Uint8Array.from(atob("${Buffer.from(pdf).toString("base64")}"), (letter) => letter.charCodeAt(0))], "dropped.pdf")); return transfer; })()`,
    );
    await Promise.all([visit.page.waitForURL(/sha256=/), visit.page.dispatchEvent("body", "drop", { dataTransfer: transfer })]);
    expect(await visit.page.locator("h1").textContent()).toBe("Valid");
    await visit.close();
  });

  test("finds at the deployment's page what a copy without the record says of an organization's own host", async () => {
    const { organization, client } = await issueLive();
    const verifyHost = `verify-${organization.id.slice(0, 8)}.acme.example`;
    await setVerifyHost(sql, { organizationId: organization.id, verifyHost });
    const { certificateId, pdf } = await client.issue();
    const bytes = Buffer.from(await (await fetch(pdf.url)).arrayBuffer());
    const visit = await browser.visit("/");
    expect((await verdictOf(visit.page, keepFile("own.pdf", bytes))).headline).toBe("Valid");
    await visit.page.goto(stack.verifyUrl);
    const text = bytes.toString("latin1").replaceAll('"issuer":{', '"author":{');
    const { headline } = await verdictOf(visit.page, keepFile("copy.pdf", Buffer.from(text, "latin1")));
    expect([headline, new URL(visit.page.url()).pathname]).toEqual(["Not the issued file", `/${verifyHost}/${certificateId}`]);
    expect([visit.foreign, visit.complaints]).toEqual([[], []]);
    await visit.close();
  });

  test("is told so when a file names no certificate, and when it is too large", async () => {
    const visit = await browser.visit("/");
    const status = visit.page.locator("#file-check [role=status]");
    await checkFile(visit.page, keepFile("letter.txt", "Dear employer, believe me."));
    await expect.poll(() => status.textContent()).toContain("names no certificate");
    await checkFile(visit.page, keepFile("empty.pdf", ""));
    await expect.poll(() => status.textContent()).toContain("names no certificate");
    await checkFile(visit.page, keepFile("large.pdf", new Uint8Array(100 * 1024 * 1024)));
    await expect.poll(() => status.textContent(), { timeout: 120_000 }).toContain("names no certificate");
    await checkFile(visit.page, keepFile("huge.pdf", new Uint8Array(201 * 1024 * 1024)));
    await expect.poll(() => status.textContent(), { timeout: 120_000 }).toContain("larger than any certificate");
    expect([visit.foreign, visit.complaints]).toEqual([[], []]);
    await visit.close();
  });

  test("is never led to another site by what a file says", async () => {
    const { pdf } = await issueLive();
    const text = Buffer.from(pdf).toString("latin1").replaceAll(stack.verifyUrl, "https://evil.example.com");
    const visit = await browser.visit("/");
    // The record in it still names the certificate.
    expect((await verdictOf(visit.page, keepFile("evil.pdf", Buffer.from(text, "latin1")))).headline).toBe("Not the issued file");
    expect(visit.foreign).toEqual([]);
    await visit.close();
  });
});

describe.skipIf(!hasChromium)("a page", () => {
  const payloads = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "'-alert(1)-'",
  ];

  test("runs nothing that stands in a certificate", async () => {
    for (const payload of payloads) {
      const { issued, client, path } = await issueLive({
        recipientName: payload,
        title: payload,
        publicMetadata: { trainer_name: payload, link: "javascript:alert(1)" },
        // So that the page has no picture, which the revocation would take away while it is asked for.
        privateMetadata: { note: payload },
      });
      const visit = await browser.visit(path);
      await visit.page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
      await client.revoke(issued.certificateId, { reason: payload });
      await visit.page.reload();
      for (const below of ["/card", "/badge.svg"]) await visit.page.goto(`${stack.verifyUrl}${path}${below}`);
      expect([payload, visit.foreign, visit.complaints]).toEqual([payload, [], []]);
      await visit.close();
    }
  });

  test("shows the picture of a certificate that holds nothing private, and none of another", async () => {
    const { client, issued } = await issueLive();
    const hidden = await client.issue({ privateMetadata: { identification_no: "900101-14-1234" } });
    const visit = await browser.visit(new URL(hidden.verificationUrl).pathname);
    expect(await visit.page.locator(".picture img").count()).toBe(0);
    await visit.page.goto(issued.verificationUrl);
    await visit.page.locator(".picture img").scrollIntoViewIfNeeded();
    const width = () => visit.page.evaluate("document.querySelector('.picture img')?.naturalWidth ?? 0");
    await expect.poll(width, { timeout: 120_000 }).toBe(1200);
    expect([visit.foreign, visit.complaints]).toEqual([[], []]);
    await visit.close();
  });

  test("says Revoked at once, from a browser that has just seen it valid", async () => {
    const { issued, client, path } = await issueLive();
    const visit = await browser.visit(path);
    for (let view = 0; view < 3; view++) await visit.page.reload();
    expect(await visit.page.locator("h1").textContent()).toBe("Valid");
    await client.revoke(issued.certificateId, { reason: "Wrong name" });
    await visit.page.reload();
    expect(await visit.page.locator("h1").textContent()).toBe("Revoked");
    await visit.page.goto(`${stack.verifyUrl}${path}/card`);
    expect(await visit.page.locator("h1").textContent()).toBe("Revoked");
    expect(await (await fetch(`${stack.verifyUrl}${path}/badge.svg`)).text()).toContain("Revoked");
    expect(await (await fetch(`${stack.verifyUrl}${path}/picture.png`)).status).toBe(404);
    await visit.close();
  });
});
