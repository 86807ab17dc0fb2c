// Builds the documentation site: hand-written guides, reference pages out of the OpenAPI document, and every page as Markdown too.
import { readFileSync } from "node:fs";
import { checkLinks } from "./check-links.ts";
import { designSchemaPath, writeDesignSchema } from "./design-schema.ts";
import { listGuides } from "./list-guides.ts";
import { buildOpenApi, writeOpenApi } from "./openapi.ts";
import { type Page, toTwin } from "./page.ts";
import { parseOpenApi } from "./parse-openapi.ts";
import { readErrorCodes } from "./read-error-codes.ts";
import { renderOperation } from "./render-operation.ts";
import { renderPage } from "./render-page.ts";
import { renderReferenceIndex } from "./render-reference-index.ts";
import { writeLlmsFull, writeLlmsIndex } from "./write-llms.ts";

const siteAssets = ["docs.css", "docs.js", "favicon.svg"];

/**
 * Path from the root of the site → content; the same sources always give the same bytes. Throws when an operation has no description,
 * when a link leads nowhere, and when a guide is missing.
 */
export function buildSite(): Map<string, string> {
  const pages = listPages();
  const site = new Map<string, string>();
  for (const page of pages) {
    site.set(`${page.path}.html`, renderPage(page, pages));
    site.set(`${page.path}.md`, toTwin(page));
  }
  for (const name of siteAssets) site.set(name, readFileSync(new URL(`site-assets/${name}`, import.meta.url), "utf8"));
  site.set("llms.txt", writeLlmsIndex(pages));
  site.set("llms-full.txt", writeLlmsFull(pages));
  site.set("openapi.json", writeOpenApi());
  site.set(designSchemaPath, writeDesignSchema());
  checkLinks(site);
  return site;
}

function listPages(): Page[] {
  const guides = listGuides();
  const reference = parseOpenApi(buildOpenApi());
  const codes = readErrorCodes(guides.find(({ path }) => path === "errors")?.markdown ?? "");
  const operations = reference.operations.map((operation) => renderOperation(operation, reference, codes));
  return [...guides, renderReferenceIndex(operations, reference.server), ...operations];
}
