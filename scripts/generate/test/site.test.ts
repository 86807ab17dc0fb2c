import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { ApiError, isErrorCode } from "@attestry/certificate/api-error";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../paths.ts";
import { assetHeaders } from "../asset-headers.ts";
import { checkLinks } from "../check-links.ts";
import { buildOpenApi } from "../openapi.ts";
import { parseOpenApi } from "../parse-openapi.ts";
import { renderMarkdown } from "../render-markdown.ts";
import { toOperationPath } from "../render-operation.ts";
import { buildSite } from "../site.ts";

const site = buildSite();
const htmlFiles = [...site.keys()].filter((file) => file.endsWith(".html"));
const html = (file: string) => site.get(file) ?? "";
const attributes = (text: string, name: string) =>
  [...text.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map(([, value = ""]) => value);

test("the same sources give the same bytes", () => {
  expect([...buildSite()]).toEqual([...site]);
});

test("every operation has its page", () => {
  const { operations } = parseOpenApi(buildOpenApi());
  expect(operations.length).toBeGreaterThan(0);
  for (const { operationId } of operations) expect(site.has(`${toOperationPath(operationId)}.html`), operationId).toBe(true);
});

test("llms.txt lists the Markdown of every page", () => {
  for (const file of htmlFiles) {
    const twin = file.replace(/\.html$/, ".md");
    expect(site.has(twin), twin).toBe(true);
    expect(site.get("llms.txt")).toContain(`](${twin})`);
    expect(site.get("llms-full.txt")).toContain(`Page: ${twin}\n`);
  }
});

describe.each(htmlFiles)("%s", (file) => {
  const links = [...attributes(html(file), "href"), ...attributes(html(file), "src")];

  test("leads to files and anchors that exist", () => {
    const relative = links.filter((link) => !link.includes(":"));
    expect(relative.length).toBeGreaterThan(0);
    for (const link of relative) {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? file : posix.join(posix.dirname(file), path);
      expect(site.has(target), link).toBe(true);
      if (anchor !== undefined) expect(attributes(html(target), "id"), link).toContain(anchor);
    }
  });

  test("never leads to the root of a host, since it is served at two depths", () => {
    expect(links.filter((link) => link.startsWith("/"))).toEqual([]);
  });

  test("loads nothing from another host, and holds no inline script or style", () => {
    const loaded = [...html(file).matchAll(/<(?:link|script|img|iframe|source)\b[^>]*>/g)].map(([tag]) => tag);
    for (const tag of loaded) expect(tag).not.toMatch(/(?:href|src)="(?:[a-z]+:|\/\/)/i);
    expect(html(file)).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=/i);
  });

  test("has each id once, and one first heading", () => {
    const ids = attributes(html(file), "id");
    expect(ids).toEqual([...new Set(ids)]);
    expect(html(file).match(/<h1/g)).toHaveLength(1);
  });

  test("names its Markdown twin, in its head and for its reader", () => {
    const twin = posix.basename(file).replace(/\.html$/, ".md");
    expect(html(file)).toContain(`<link rel="alternate" type="text/markdown" href="${twin}">`);
    expect(html(file)).toContain(`<a href="${twin}" type="text/markdown">This page as Markdown</a>`);
  });

  test("shows no key that could be one", () => {
    expect(html(file)).not.toMatch(/sk_(?:sandbox|live)_at_[0-9A-Za-z]/);
  });
});

test("the style sheet and the script load nothing", () => {
  expect(site.get("docs.css")).not.toMatch(/url\(|@import|https?:/);
  expect(site.get("docs.js")).not.toMatch(/https?:|import|fetch\(/);
});

test("a link that leads nowhere stops the build", () => {
  expect(() => checkLinks(new Map([["index.html", '<a href="missing.html">']]))).toThrow("index.html → missing.html");
  expect(() => checkLinks(new Map([["index.html", '<a href="#missing">']]))).toThrow("index.html → #missing");
  expect(() => checkLinks(new Map([["index.md", "[a](b.md)"]]))).toThrow("index.md → b.md");
});

test("an operation without a description stops the build", () => {
  const document = structuredClone(buildOpenApi());
  delete document.paths?.["/v1/templates"]?.get?.description;
  expect(() => parseOpenApi(document)).toThrow(/v1\/templates.*description/);
});

test("raw HTML stops the build", () => {
  expect(() => renderMarkdown("<script>alert(1)</script>")).toThrow("Write Markdown");
  expect(() => renderMarkdown("a <b onclick=x>b</b>")).toThrow("Write Markdown");
});

test("the errors guide has every code with its status, and no other", () => {
  const source = readFileSync(`${projectRoot}/packages/certificate/src/api-error.ts`, "utf8");
  const codes = [...source.matchAll(/^ {2}([A-Z_]+): \d+,$/gm)].map(([, code = ""]) => code);
  const rows = [...(site.get("errors.md") ?? "").matchAll(/^\| `([A-Z_]+)` *\| (\d+) *\|/gm)].map(([, code = "", status]) => [
    code,
    status,
  ]);
  const table = codes.filter(isErrorCode).map((code) => [code, String(new ApiError(code).status)]);
  expect(table.length).toBe(codes.length);
  expect(rows).toEqual(expect.arrayContaining(table));
  expect(rows).toHaveLength(table.length);
});

test("no header of the assets stands in two rules that match one file", () => {
  expect(assetHeaders).toMatch(/^\/\*\n(?: {2}\S+: .+\n)+\/docs\/\*\n(?: {2}\S+: .+\n)+/);
  expect(assetHeaders.match(/Content-Security-Policy/g)).toHaveLength(1);
  expect(assetHeaders).not.toContain("unsafe");
});
