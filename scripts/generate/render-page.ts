// A page's Markdown in its shell: navigation, text, examples beside it. No inline script or style, nothing from another host.
import { escapeHtml } from "./highlight-code.ts";
import { type Page, relativePath } from "./page.ts";
import { type Heading, renderMarkdown } from "./render-markdown.ts";

export function renderPage(page: Page, pages: Page[]): string {
  const to = (path: string) => relativePath(page.path, path);
  const fileName = page.path.split("/").at(-1);
  const { html, headings } = renderMarkdown(page.markdown);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title === "Attestry" ? "Attestry documentation" : `${page.title} · Attestry`)}</title>
<meta name="description" content="${escapeHtml(toPlainText(page.summary))}">
<link rel="stylesheet" href="${to("docs.css")}">
<link rel="icon" type="image/svg+xml" href="${to("favicon.svg")}">
<link rel="alternate" type="text/markdown" href="${fileName}.md">
<script src="${to("docs.js")}" defer></script>
</head>
<body${page.examples === undefined ? "" : ' class="operation"'}>
<a class="skip" href="#content">Skip to the text</a>
<header>
<a class="brand" href="${to("index.html")}"><img src="${to("favicon.svg")}" alt="" width="24" height="24">Attestry <span>Docs</span></a>
<a href="${to("reference/index.html")}">API reference</a>
<button type="button" popovertarget="navigation">Menu</button>
</header>
<nav id="navigation" aria-label="Pages" popover>
${renderNavigation(page, pages)}
</nav>
<main id="content">
<article>
${html}</article>
${renderAside(page, headings)}
${renderFooter(page, pages)}
</main>
</body>
</html>
`;
}

function renderNavigation(current: Page, pages: Page[]): string {
  const groups = [...new Set(pages.map(({ group }) => group))];
  return groups
    .map((group) => {
      const items = pages.filter((page) => page.group === group).map((page) => `<li>${renderItem(page, current)}</li>`);
      return `<h2>${escapeHtml(group)}</h2>\n<ul>\n${items.join("\n")}\n</ul>`;
    })
    .join("\n");
}

function renderItem(page: Page, current: Page): string {
  const isCurrent = page.path === current.path ? ' aria-current="page"' : "";
  const method = page.method === undefined ? "" : ` <span class="method ${page.method.toLowerCase()}">${page.method}</span>`;
  return `<a href="${relativePath(current.path, page.path)}.html"${isCurrent}>${escapeHtml(page.label)}${method}</a>`;
}

function renderAside(page: Page, headings: Heading[]): string {
  if (page.examples !== undefined)
    return `<aside class="examples" aria-label="Examples">\n${renderMarkdown(page.examples).html}</aside>`;
  const sections = headings.filter(({ depth }) => depth === 2);
  if (sections.length < 2) return "";
  const items = sections.map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`);
  return `<aside class="contents" aria-label="On this page">\n<h2>On this page</h2>\n<ul>\n${items.join("\n")}\n</ul>\n</aside>`;
}

function renderFooter(page: Page, pages: Page[]): string {
  const index = pages.indexOf(page);
  const link = (to: Page | undefined, rel: string) =>
    to ? `<a rel="${rel}" href="${relativePath(page.path, to.path)}.html">${escapeHtml(to.label)}</a>` : "";
  const fileName = page.path.split("/").at(-1);
  return `<footer>
<p class="turn">${link(pages[index - 1], "prev")}${link(pages[index + 1], "next")}</p>
<p><a href="${fileName}.md" type="text/markdown">This page as Markdown</a> · <a href="${relativePath(page.path, "llms.txt")}">llms.txt</a> · \
<a href="${relativePath(page.path, "openapi.json")}">openapi.json</a></p>
</footer>`;
}

function toPlainText(markdown: string): string {
  return markdown.replace(/\[([^\]]+)\]\([^)]+\)/g, "$1").replace(/[`*]/g, "");
}
