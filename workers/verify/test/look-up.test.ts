import { expect, test } from "vitest";
import { makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";

const verification = makeVerification("not_found");
const sandbox = { live: "https://verify.example.com/live/pages", sandbox: "https://verify.example.com" };
const hosts = { live: "https://verify.example.com", sandbox: "https://test.example.com" };
const prefixed = { live: "https://verify.example.com", sandbox: "https://verify.example.com/sandbox" };

test.each([
  [prefixed, "https://verify.example.com/CX-1", "live", null, "CX-1"],
  [prefixed, "https://verify.example.com/acme/CX-1", "live", "acme", "CX-1"],
  [prefixed, "https://verify.example.com/sandbox/CX-1", "sandbox", null, "CX-1"],
  [prefixed, "https://verify.example.com/sandbox/acme/CX-1", "sandbox", "acme", "CX-1"],
  [prefixed, "http://verify.example.com/sandbox/CX-1?x=1", "sandbox", null, "CX-1"],
  [prefixed, "https://verify.example.com/sandboxed", "live", null, "sandboxed"],
  [prefixed, "https://verify.example.com/%73andbox/CX-1", "live", "sandbox", "CX-1"],
  [hosts, "https://verify.example.com/CX-1", "live", null, "CX-1"],
  [hosts, "https://test.example.com/acme/CX-1", "sandbox", "acme", "CX-1"],
  [sandbox, "https://verify.example.com/live/pages/CX-1", "live", null, "CX-1"],
  [sandbox, "https://verify.example.com/live/CX-1", "sandbox", "live", "CX-1"],
  [prefixed, "https://verify.example.com/a%2Fb%20%00c", "live", null, "a?b??c"],
  [prefixed, "https://verify.example.com/%F0%9F%98%80", "live", null, "?"],
  [prefixed, `https://verify.example.com/${"x".repeat(200)}`, "live", null, "x".repeat(65)],
])("below %o, %s is one look-up of %s, %s, %s", async (bases, address, environment, organizationSlug, reference) => {
  const pages = makePages(verification, bases);
  await pages.get(address);
  expect(pages.calls).toEqual([
    {
      name: "verify_publicly",
      input: { environment, verifyHost: null, organizationSlug, reference, country: null, source: "page", fileSha256: null },
    },
  ]);
});

test("HEAD answers a page's status and headers without its body, with one look-up", async () => {
  const pages = makePages(makeVerification("verified"));
  const response = await pages.get("/CX-1", { method: "HEAD" });
  expect([response.status, response.headers.get("Content-Type"), await response.text()]).toEqual([
    200,
    "text/html; charset=UTF-8",
    "",
  ]);
  expect(pages.calls.length).toBe(1);
});

test.each([
  ["MY", "MY"],
  ["T1", null],
  ["XX", null],
  ["my", null],
  ["MYS", null],
  ["<b", null],
])("the header CF-IPCountry %s is logged as %s", async (header, country) => {
  const pages = makePages(verification);
  await pages.get("/CX-1", { headers: { "CF-IPCountry": header } });
  expect(pages.calls).toMatchObject([{ input: { country } }]);
});

test("Cloudflare's own word on the country goes before a header", async () => {
  const pages = makePages(verification);
  const request = new Request("https://verify.example.com/CX-1", { headers: { "CF-IPCountry": "DE" } });
  await pages.app.fetch(Object.assign(request, { cf: { country: "MY" } }));
  expect(pages.calls).toMatchObject([{ input: { country: "MY" } }]);
});

test("crawlers and browsers' own requests are no look-ups", async () => {
  const pages = makePages(verification);
  for (const base of ["", "/sandbox"]) {
    expect(await pages.read(`${base}/robots.txt`)).toBe("User-agent: *\nDisallow: /*/receipt\n");
    expect((await pages.get(`${base}/favicon.ico`)).status).toBe(204);
  }
  expect(pages.calls).toEqual([]);
});
