import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { english } from "../src/language/english.ts";
import { languages } from "../src/language/languages.ts";
import { makePages } from "./make-pages.ts";
import { makeVerification } from "./make-verification.ts";
import { readHeadline, readText } from "./read-page.ts";

type Tree = string | { readonly [name: string]: Tree };

/** Path → text. */
function listTexts(tree: Tree, path = ""): [string, string][] {
  if (typeof tree === "string") return [[path, tree]];
  return Object.entries(tree).flatMap(([name, branch]) => listTexts(branch, `${path}.${name}`));
}

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
const results = ["verified", "revoked", "expired", "invalid", "not_found"] as const;

describe("twelve languages", () => {
  test("are there, one of them from right to left", () => {
    expect(languages.map(({ tag }) => tag)).toHaveLength(12);
    expect(languages.filter(({ direction }) => direction === "rtl").map(({ tag }) => tag)).toEqual(["ar"]);
  });

  test.each(languages)(
    "$name says all that English says, in words of its own, with the same placeholders",
    ({ tag, messages }) => {
      const texts = listTexts(messages);
      const originals = listTexts(english);
      expect(texts.map(([path]) => path)).toEqual(originals.map(([path]) => path));
      for (const [index, [path, text]] of texts.entries()) {
        expect(text.trim(), path).not.toBe("");
        expect(text, path).toBe(text.trim());
        expect(placeholders(text), path).toEqual(placeholders(originals[index]?.[1] ?? ""));
      }
      if (tag === "en") return;
      const same = texts.filter(([, text], index) => text === originals[index]?.[1]);
      expect(same.map(([path]) => path).length).toBeLessThan(8);
    },
  );

  test.each(languages)(
    "every verdict of $name differs from every other, and none of the sandbox is one of live",
    ({ messages }) => {
      const headlines = Object.values(messages.live).map(({ headline }) => headline);
      const tests = Object.values(messages.sandbox).map(({ headline }) => headline);
      expect(new Set([...headlines, ...tests]).size).toBe(headlines.length + tests.length);
    },
  );

  test.each(languages)("pages in $name name their language and direction, and stay below 20 KB gzipped", async (language) => {
    const { tag, direction, messages } = language;
    for (const result of results) {
      const issuer = { domain: "academy.example", domainProvenAt: "2026-01-02T00:00:00.000Z" };
      const page = await makePages(makeVerification(result, { issuer, hasPicture: true })).read(`/CX-CLIENT-0001?lang=${tag}`);
      expect(page).toContain(`<html lang="${tag}" dir="${direction}">`);
      expect(readHeadline(page)).toBe(messages.live[result].headline.replaceAll("'", "&#39;"));
      expect(readText(page)).not.toMatch(/\{\w+\}|undefined|Invalid Date/);
      const script = await makePages(makeVerification(result)).read("/_/pages.js");
      expect(gzipSync(page).length + gzipSync(script).length).toBeLessThan(20_000);
    }
  });

  test("dates are written as each language writes them, in UTC and in the years of the common era", async () => {
    const dates = new Map(languages.map(({ tag, writeMoment }) => [tag, writeMoment("2028-05-10T08:00:00.000Z")]));
    expect(dates.get("en")).toBe("10 May 2028 at 08:00 UTC");
    expect(dates.get("de")).toMatch(/10\. Mai 2028/);
    expect(dates.get("ja")).toMatch(/2028年5月10日/);
    expect(new Set(dates.values()).size).toBeGreaterThan(9);
    for (const date of dates.values()) expect(date).toMatch(/2028|٢٠٢٨/);
  });
});

describe("the language of a page", () => {
  const headlineFor = async (acceptLanguage: string, query = "") => {
    const init = { headers: { "Accept-Language": acceptLanguage } };
    return readHeadline(await (await makePages(makeVerification("verified")).get(`/CX-1${query}`, init)).text());
  };
  const valid = (tag: string) => languages.find((language) => language.tag === tag)?.messages.live.verified.headline;

  test.each([
    ["de", "de"],
    ["de-AT,de;q=0.9,en;q=0.8", "de"],
    ["nl,fr;q=0.5,en;q=0.4", "fr"],
    ["en;q=0.4,es;q=0.9", "es"],
    ["zh-Hant-TW", "zh"],
    ["fr;q=0,en", "en"],
    ["*", "en"],
    ["nl", "en"],
    ["", "en"],
    [";;;q=x,,", "en"],
    ["x".repeat(100_000), "en"],
  ])("for a browser that asks for %j is %s", async (header, tag) => {
    expect(await headlineFor(header)).toBe(valid(tag));
  });

  test("is the one that the reader chose, and every other is offered by its own name", async () => {
    expect(await headlineFor("de", "?lang=ar")).toBe(valid("ar"));
    expect(await headlineFor("de", "?lang=xx")).toBe(valid("de"));
    const page = await makePages(makeVerification("verified")).read("/CX-1?lang=ar");
    for (const { tag, name } of languages.filter((language) => language.tag !== "ar")) {
      expect(page).toContain(`<a href="?lang=${tag}" lang="${tag}" hreflang="${tag}" rel="nofollow">${name}</a>`);
    }
    expect(page).toContain('<span lang="ar" aria-current="true">العربية</span>');
  });

  test("stays when the reader goes on from a page", async () => {
    const pages = makePages(makeVerification("verified"));
    expect(await pages.read("/?lang=ms")).toContain('<input type="hidden" name="lang" value="ms">');
    expect((await pages.get("/?certificateId=CX-1&lang=ms")).headers.get("Location")).toBe("/CX-1?lang=ms");
    expect(await pages.read(`/CX-1?lang=ms&sha256=${"0".repeat(64)}`)).toContain(`href="?sha256=${"0".repeat(64)}&amp;lang=de"`);
  });
});
