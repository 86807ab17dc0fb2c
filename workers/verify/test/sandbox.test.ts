import { expect, test } from "vitest";
import { makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";
import { readHeadline, readText, readTitle } from "./read-page.ts";

const notice = "Sandbox: not a real certificate";
const results = ["verified", "revoked", "expired", "invalid", "not_found"] as const;

test("every page below the sandbox base says that it is no real certificate, and never that one is valid", async () => {
  const replies = [...results.map((result) => makeVerification(result, { environment: "sandbox" })), new Error("down")];
  const paths = [
    "/sandbox",
    "/sandbox/",
    "/sandbox/?certificateId=a%20b",
    "/sandbox/CX-CLIENT-0001",
    "/sandbox/acme/CX-CLIENT-0001",
    "/sandbox/a/b/c",
  ];
  for (const reply of replies) {
    for (const path of paths) {
      const page = await makePages(reply).read(path);
      expect(readText(page).trim().startsWith(notice)).toBe(true);
      expect(readTitle(page)).toBe(`${notice} · Attestry`);
      expect(page.slice(page.indexOf("<body"))).not.toMatch(/\bvalid\b/i);
      expect(page).toMatch(/<body class="[a-z]+ sandbox">/);
    }
  }
});

test("a sandbox certificate that passes every check has the notice for its verdict", async () => {
  const pages = makePages(makeVerification("verified", { environment: "sandbox" }));
  expect(readHeadline(await pages.read("/sandbox/CX-CLIENT-0001"))).toBe(notice);
});

// The card's frame, offered as text to copy, has an attribute of that name.
const frameAttribute = / sandbox="allow-popups[^"]*"/;

test("no live page speaks of the sandbox", async () => {
  for (const result of results) {
    const page = await makePages(makeVerification(result)).read("/CX-CLIENT-0001");
    expect(readText(page).replace(frameAttribute, "")).not.toMatch(/sandbox/i);
  }
});

test("a sandbox record that reached a live page would not be shown", async () => {
  const response = await makePages(makeVerification("verified", { environment: "sandbox" })).get("/CX-CLIENT-0001");
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("Aina");
});
