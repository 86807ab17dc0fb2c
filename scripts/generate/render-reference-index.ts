import type { Page } from "./page.ts";

/** The page that lists every operation by its group. */
export function renderReferenceIndex(operations: Page[], server: string): Page {
  const summary = "Every endpoint there is, with what it takes and what it answers.";
  const groups = [...new Set(operations.map(({ group }) => group))].map((group) => {
    const rows = operations.filter((page) => page.group === group).map(toRow);
    return `## ${group}\n\n| Endpoint | Method and path |\n|---|---|\n${rows.join("\n")}\n`;
  });
  const intro = `${summary}

Paths begin at the host of the key's environment, such as \`${server}\`. The same as an OpenAPI 3.1 document: [openapi.json](../openapi.json).`;
  const markdown = `# API reference\n\n${intro}\n\n${groups.join("\n")}`;
  return { path: "reference/index", group: "API reference", label: "All endpoints", title: "API reference", summary, markdown };
}

function toRow({ path, title, summary }: Page): string {
  const endpoint = /^`[^`]+`/.exec(summary)?.[0] ?? "";
  return `| [${title}](${path.replace("reference/", "")}.md) | ${endpoint} |`;
}
