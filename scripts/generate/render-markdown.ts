// Markdown to HTML, for texts of our own. It must never pass raw HTML through: the pages' policy allows no inline script or style.
import { Marked, type Tokens } from "marked";
import { escapeHtml, highlightCode } from "./highlight-code.ts";

export type Heading = { depth: number; text: string; id: string };
export type Rendered = { html: string; headings: Heading[] };

/** Headings get ids and link to themselves; links to `.md` files become links to `.html` files. Throws for raw HTML. */
export function renderMarkdown(markdown: string): Rendered {
  const headings: Heading[] = [];
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        const id = toUniqueId(text, headings);
        headings.push({ depth, text: text.replaceAll("`", ""), id });
        const inner = this.parser.parseInline(tokens);
        return depth === 1
          ? `<h1 id="${id}">${inner}</h1>\n`
          : `<h${depth} id="${id}"><a href="#${id}">${inner}</a></h${depth}>\n`;
      },
      code({ text, lang }) {
        return `<pre tabindex="0"><code>${highlightCode(text, lang ?? "text")}</code></pre>\n`;
      },
      table(token) {
        return `<div class="table" role="region" aria-label="Table" tabindex="0">${renderTable(token, (cell) => this.parser.parseInline(cell.tokens))}</div>\n`;
      },
      link({ href, tokens }) {
        return `<a href="${escapeHtml(toHtmlLink(href))}">${this.parser.parseInline(tokens)}</a>`;
      },
      html({ text }) {
        throw new Error(`Write Markdown, not HTML: ${text}`);
      },
    },
  });
  return { html: marked.parse(markdown, { async: false }), headings };
}

/** In a table of codes each row can be linked to by its code. */
function renderTable({ header, rows }: Tokens.Table, inline: (cell: Tokens.TableCell) => string): string {
  const head = header.map((cell) => `<th scope="col">${inline(cell)}</th>`).join("");
  const body = rows.map((row) => {
    const [, code] = /^`([A-Z_]+)`$/.exec(row[0]?.text ?? "") ?? [];
    const id = code === undefined ? "" : ` id="${code.toLowerCase()}"`;
    return `<tr${id}>${row.map((cell) => `<td>${inline(cell)}</td>`).join("")}</tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

function toHtmlLink(href: string): string {
  return isExternal(href) ? href : href.replace(/\.md(?=#|$)/, ".html");
}

export function isExternal(href: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(href);
}

function toUniqueId(text: string, headings: Heading[]): string {
  const base = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  const taken = headings.filter(({ id }) => id === base || id.replace(/-\d+$/, "") === base).length;
  return taken === 0 ? base : `${base}-${taken + 1}`;
}
