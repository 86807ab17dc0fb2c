import { expect, test } from "vitest";
import { makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";
import { readTags, withoutReceipt } from "./read-page.ts";

const payloads = [
  "<script>alert(1)</script>",
  "</title><script>alert(1)</script>",
  "</style><script>alert(1)</script>",
  "</pre></code><svg/onload=alert(1)>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '" autofocus onfocus="alert(1)',
  "<!--<script>",
  "]]><a href=javascript:alert(1)>x</a>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "{{constructor.constructor('alert(1)')()}}",
  "\u202e<b>\u2066\u0000\u009b",
  "<bdi></bdi></bdi><bdo dir=rtl>",
] as const;

const textsOf = (text: string) => ({
  document: {
    certificateId: text,
    recipientName: text,
    title: text,
    issuer: { id: "0192f4a1-7c3e-7b52-9d0e-5a6b7c8d9e01", name: text },
    publicMetadata: { plain: text, nested: { [text]: [text] }, [`_${text}`]: text },
  },
  row: {
    certificateId: text,
    fields: ["plain", "nested", `_${text}`].map((key) => ({ key, label: text, type: "text", visibility: "public" })),
  },
});

/** The tags, but for the two attributes that repeat what a certificate says: there, nothing may end the quotes. */
const readShape = (page: string) =>
  readTags(page).map((tag) =>
    tag.replace(/^(<meta [^>]*content=")[^"<>]*">$/, '$1">').replace(/^(<a href="https:\/\/www\.linkedin\.com\/)[^"<>]*"/, '$1"'),
  );

test.each(payloads)("hostile text in every field changes no tag of a page: %j", async (payload) => {
  for (const result of ["verified", "revoked", "expired", "invalid"] as const) {
    for (const [environment, path] of [
      ["live", "/CX-1"],
      ["sandbox", "/sandbox/CX-1"],
    ] as const) {
      const pageOf = (text: string) => {
        const { document, row } = textsOf(text);
        const reason = result === "revoked" ? { revocationReason: text } : {};
        return makePages(makeVerification(result, { environment, document, row: { ...row, ...reason } })).read(path);
      };
      const harmless = readShape(await pageOf("Harmless"));
      expect(readShape(await pageOf(payload))).toEqual(harmless);
      expect(harmless.length).toBeGreaterThan(40);
    }
  }
});

test.each(payloads)("a hostile address or form entry is not repeated as markup: %j", async (payload) => {
  const pages = makePages(makeVerification("not_found"));
  const missing = await pages.read(`/${encodeURIComponent(payload)}`);
  const withoutId = (page: string) =>
    withoutReceipt(page.replace(/ value="[A-Za-z0-9._?-]*"/, ' value=""').replace(/\/[A-Za-z0-9._?-]*<\/code>/, "/</code>"));
  expect(withoutId(missing)).toBe(withoutId(await pages.read("/MISSING")));
  const refused = (await pages.read(`/?certificateId=${encodeURIComponent(payload)}`)).replace(/ value="[^"<>]*"/, ' value=""');
  expect(readTags(refused)).toEqual(
    readTags(await pages.read("/?certificateId=%20")).map((tag) => tag.replace(/ value="[^"]*"/, ' value=""')),
  );
});
