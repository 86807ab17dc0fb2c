import { describe, expect, test } from "vitest";
import { z } from "zod";
import { languages } from "../src/language/languages.ts";
import { makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";

const results = ["verified", "revoked", "expired", "invalid", "not_found"] as const;

describe("a badge", () => {
  test.each(results)("says that a certificate is %s, at most five seconds late", async (result) => {
    const pages = makePages(makeVerification(result));
    const response = await pages.get("/CX-CLIENT-0001/badge.svg");
    const svg = await response.text();
    expect(response.headers.get("Content-Type")).toBe("image/svg+xml");
    expect(response.headers.get("Cache-Control")).toBe("public, max-age=5");
    expect(response.headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
    expect(svg).toContain(`<title>Attestry: ${languages[0]?.messages.live[result].headline}</title>`);
    expect(svg).not.toMatch(/Aina|Safety|<script|on[a-z]+=|href/);
    expect(pages.calls[0]?.input).toMatchObject({ source: "embed" });
  });

  test("never says Valid in the sandbox", async () => {
    for (const result of results) {
      const svg = await makePages(makeVerification(result, { environment: "sandbox" })).read("/sandbox/CX-1/badge.svg");
      expect(svg).not.toMatch(/\bvalid\b/i);
    }
  });
});

describe("a card", () => {
  test("may be framed by any site, and nothing else of these pages may", async () => {
    const pages = makePages(makeVerification("verified"));
    for (const [path, ancestors] of [
      ["/CX-1/card", "*"],
      ["/acme/CX-1/card", "*"],
      ["/CX-1", "'none'"],
      ["/", "'none'"],
      ["/a/b/c/d", "'none'"],
    ]) {
      const policy = (await pages.get(path ?? "")).headers.get("Content-Security-Policy");
      expect(policy).toContain(`frame-ancestors ${ancestors}`);
    }
  });

  test("leads to the page, runs no script and is not kept by any cache", async () => {
    const response = await makePages(makeVerification("verified")).get("/acme/CX-1/card");
    const page = await response.text();
    expect(page).toContain('<a href="https://verify.example.com/acme/CX-1" target="_blank" rel="noopener">');
    expect(page).not.toContain("<script");
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(response.headers.get("Content-Security-Policy")).not.toContain("script-src");
  });
});

describe("oEmbed", () => {
  const Rich = z.object({
    type: z.literal("rich"),
    version: z.literal("1.0"),
    html: z.string(),
    width: z.int(),
    height: z.int(),
  });
  const ask = (url: string, rest = "", base = "") =>
    makePages(makeVerification("verified")).get(`${base}/_/oembed?url=${encodeURIComponent(url)}${rest}`);

  test("gives the card of a page, and the page says where to ask", async () => {
    const page = await makePages(makeVerification("verified")).read("/acme/CX-1");
    const href = /type="application\/json\+oembed" href="([^"]*)"/.exec(page)?.[1] ?? "";
    const rich = Rich.parse(await (await makePages(makeVerification("verified")).get(href)).json());
    expect(rich.html).toContain('src="https://verify.example.com/acme/CX-1/card"');
  });

  test("keeps to the size that is asked for", async () => {
    const rich = Rich.parse(await (await ask("https://verify.example.com/CX-1", "&maxwidth=300&maxheight=100")).json());
    expect([rich.width, rich.height]).toEqual([300, 100]);
    expect(rich.html).toContain('width="300" height="100"');
  });

  test.each([
    "",
    "https://evil.example/CX-1",
    "https://verify.example.com.evil.example/x",
    'https://verify.example.com/"><script>',
    "https://verify.example.com/a/b/c",
    "javascript:alert(1)",
  ])("%j is no certificate's page", async (url) => {
    expect((await ask(url)).status).toBe(404);
  });
});
