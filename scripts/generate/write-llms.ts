// The index for language models (llmstxt.org) and the whole documentation as one text.
import { type Page, toTwin } from "./page.ts";

const title =
  "# Attestry\n\n> A platform that issues certificates anyone can verify: one call makes the PDF, the hash and the public verification link.\n";

export function writeLlmsIndex(pages: Page[]): string {
  const groups = [...new Set(pages.map(({ group }) => group))].map((group) => {
    const items = pages
      .filter((page) => page.group === group)
      .map((page) => `- [${page.title}](${page.path}.md): ${withoutLinks(page.summary)}`);
    return `## ${group}\n\n${items.join("\n")}\n`;
  });
  const optional =
    "## Optional\n\n- [OpenAPI document](openapi.json): the same endpoints for machines\n- [Everything](llms-full.txt): all pages in one file\n";
  return [title, ...groups, optional].join("\n");
}

/** Each page under its own address, since its links are relative to it. */
export function writeLlmsFull(pages: Page[]): string {
  return [title, ...pages.map((page) => `---\n\nPage: ${page.path}.md\n\n${toTwin(page)}`)].join("\n");
}

function withoutLinks(markdown: string): string {
  return markdown.replace(/\[([^\]]+)\]\([^)]+\)/g, "$1");
}
