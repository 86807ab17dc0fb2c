import { expect, test } from "vitest";
import { makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";
import { readHeadline } from "./read-page.ts";

const pages = makePages(makeVerification("verified"));
const enter = (base: string, typed: string) => pages.get(`${base}/?certificateId=${encodeURIComponent(typed)}`);

test("each base has a landing page whose form stays below that base", async () => {
  expect(readHeadline(await pages.read("/"))).toBe("Check a certificate");
  expect(await pages.read("/")).toContain('action="/"');
  expect(await pages.read("/sandbox")).toContain('action="/sandbox"');
  expect(await pages.read("/sandbox/")).toBe(await pages.read("/sandbox"));
});

test.each([
  ["", "CX-CLIENT-0001", "/CX-CLIENT-0001"],
  ["", "  CX-CLIENT-0001\n", "/CX-CLIENT-0001"],
  ["", "acme/CX-1", "/acme/CX-1"],
  ["", "https://verify.example.com/acme/CX-1", "/acme/CX-1"],
  ["", "https://verify.acme.example/CX-1", "/verify.acme.example/CX-1"],
  ["", "https://verify.example.com/acme/CX-1?lang=de&expires=1#top", "/acme/CX-1"],
  ["", "verify.example.com/CX-1", "/CX-1"],
  ["", "verify.example.com/acme/CX-1", "/acme/CX-1"],
  ["", "http://verify.example.com/CX-1", "/CX-1"],
  ["", "HTTPS://Verify.Example.com/CX-1", "/CX-1"],
  ["", "https://verify.example.com/CX-1/", "/CX-1"],
  ["", "CX-1/", "/CX-1"],
  ["", "Verify.Acme.example/CX-1", "/verify.acme.example/CX-1"],
  ["", "https://verify.example.com/sandbox/acme/CX-1", "/sandbox/acme/CX-1"],
  ["/sandbox", "https://verify.example.com/CX-1", "/CX-1"],
  ["/sandbox", "CX-1", "/sandbox/CX-1"],
  ["/sandbox", "https://verify.example.com/sandbox/CX-1", "/sandbox/CX-1"],
])("below %j, %j leads to %s", async (base, typed, location) => {
  const response = await enter(base, typed);
  expect([response.status, response.headers.get("Location")]).toEqual([303, location]);
});

test.each([
  "",
  " ",
  ".",
  "..",
  "//evil.example",
  "/evil.example",
  "\\\\evil.example",
  "/\\evil.example",
  "https://evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  "https://verify.example.com//evil.example",
  "https://verify.example.com@evil.example/x",
  "acme/..",
  "../x",
  "a/b/c",
  "%2e%2e",
  "x\r\nSet-Cookie: a=b",
  "x?y",
  "x#y",
  "\u0000",
  "x".repeat(65),
  "ＣＸ",
])("%j leads nowhere", async (typed) => {
  for (const base of ["", "/sandbox"]) {
    const response = await enter(base, typed);
    expect([response.status, response.headers.get("Location")]).toEqual([400, null]);
    expect(await response.text()).toContain('role="alert"');
  }
});

test("no page leads anywhere by another parameter", async () => {
  for (const name of ["next", "url", "redirect", "returnTo"]) {
    const response = await pages.get(`/?${name}=https://evil.example`);
    expect([response.status, response.headers.get("Location")]).toEqual([200, null]);
  }
});

test("the form looks nothing up by itself", () => {
  expect(pages.calls).toEqual([]);
});

test("an address with a slash after it leads to its page", async () => {
  for (const [path, location] of [
    ["/CX-1/", "/CX-1"],
    ["/acme/CX-1/?lang=de", "/acme/CX-1?lang=de"],
    ["/sandbox/CX-1/", "/sandbox/CX-1"],
  ] as const) {
    const response = await pages.get(path);
    expect([response.status, response.headers.get("Location")]).toEqual([308, location]);
  }
  for (const path of ["//evil.example/", "/a b/", "/%2F/"]) expect((await pages.get(path)).status).toBe(404);
});
