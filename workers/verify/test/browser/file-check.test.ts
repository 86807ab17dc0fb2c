import { hasChromium, useBrowser, type Visit } from "@attestry/scripts/testing/use-browser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePages } from "../make-pages.ts";
import { makeVerification } from "../make-verification.ts";
import { servePages } from "./serve-pages.ts";

const ownHost = "https://verify.acme.example";

let server: Awaited<ReturnType<typeof servePages>>;
beforeAll(async () => {
  server = await servePages(new Map([["", makeVerification("verified", { file: "other" })]]));
});
afterAll(() => server.stop());
const browser = useBrowser(() => server.origin);

const choose = (visit: Visit, text: string) =>
  visit.page.setInputFiles("#file", { name: "file.pdf", mimeType: "application/pdf", buffer: Buffer.from(text) });
const link = (path: string) => `%PDF-1.7\n1 0 obj<</A<</S/URI/URI(${server.origin}${path})>>>>endobj\n%%EOF\n`;

describe.skipIf(!hasChromium)("a chosen file", () => {
  test.each(["/CX-1", "/acme/CX-1"])("that names %s is asked about there", async (path) => {
    const visit = await browser.visit("/");
    await choose(visit, link(path));
    await visit.page.waitForURL(`**${path}?sha256=*`);
    expect(await visit.page.locator("h1").textContent()).toBe("Not the issued file");
    await visit.close();
  });

  test.each([
    "/CX-1/card",
    "/acme/CX-1/card",
    "/CX-1/badge.svg",
    "/CX-1/receipt",
    "/CX-1/certificate.pdf",
    "/../CX-1",
    "/sandbox/../CX-1",
    "/acme/..",
    "/_/pages.js",
    "/_/oembed",
    "/a/b/c",
    "/",
  ])("that names %s leads nowhere, for nothing there judges a file", async (path) => {
    const visit = await browser.visit("/");
    await choose(visit, link(path));
    await visit.page.getByText("This file names no certificate").waitFor();
    expect(visit.page.url()).toBe(`${server.origin}/`);
    await visit.close();
  });

  test.each([
    ["the deployment's address", "https://verify.example.com/acme/CX-1", "/acme/CX-1"],
    ["the host itself", `${ownHost}/CX-1`, "/CX-1"],
  ])("at an organization's own host is asked about there, also when it names %s", async (_, named, path) => {
    const visit = await browser.open();
    await showOwnHost(visit);
    await visit.page.goto(`${ownHost}/`);
    await choose(visit, `%PDF-1.7\n1 0 obj<</A<</S/URI/URI(${named})>>>>endobj\n%%EOF\n`);
    await visit.page.waitForURL(`${ownHost}${path}?sha256=*`);
    expect(await visit.page.locator("h1").textContent()).toBe("Not the issued file");
    expect(visit.foreign.filter((address) => !address.startsWith(`${ownHost}/`))).toEqual([]);
    await visit.close();
  });
});

async function showOwnHost(visit: Visit): Promise<void> {
  const pages = makePages(makeVerification("verified", { file: "other" }));
  await visit.page.route(`${ownHost}/**`, async (route) => {
    const request = route.request();
    const answer = await pages.get(request.url(), { headers: await request.allHeaders() });
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
}
