import { html } from "hono/html";
import { languages } from "../language/languages.ts";
import { renderDocument } from "./render-document.ts";
import type { View } from "./view.ts";

export type Html = ReturnType<typeof html>;

/** What a page's colours say; its words say the same. */
export type Tone = "good" | "bad" | "late" | "calm" | "test";

type Page = {
  title: string;
  tone: Tone;
  main: Html;
  /** What belongs in the head beside what every page has. */
  head?: Html | "";
  /** Whether the page's script has something to do here. */
  isScripted?: boolean;
};

/** A whole page. Whatever stands below the sandbox base says so first, in its title and in print. */
export function renderPage(view: View, { title, tone, main, head = "", isScripted = false }: Page): Html {
  const { environment, basePath, language } = view;
  const { messages } = language;
  const isSandbox = environment === "sandbox";
  const notice = messages.sandboxNotice;
  const body = html`${isSandbox && html`<aside class="band" aria-label="${notice}"><strong>${notice}</strong></aside>`}
<header><p class="mark" lang="en">Attestry</p><p>${messages.register}</p></header>
<main><article>
${main}
</article></main>
<footer>
  <p>${messages.footer}</p>
  ${renderLanguages(view)}
</footer>`;
  return renderDocument({
    language,
    title: isSandbox ? notice : title,
    bodyClass: `${tone}${isSandbox ? " sandbox" : ""}`,
    head: html`${head}${isScripted && html`<script type="module" src="${basePath}/_/pages.js"></script>`}`,
    body,
  });
}

function renderLanguages({ language, kept }: View) {
  return html`<nav aria-label="${language.messages.language}"><ul>${languages.map(({ tag, name }) => {
    if (tag === language.tag) return html`<li><span lang="${tag}" aria-current="true">${name}</span></li>`;
    return html`<li><a href="?${new URLSearchParams({ ...kept, lang: tag }).toString()}" lang="${tag}" hreflang="${tag}" rel="nofollow">${name}</a></li>`;
  })}</ul></nav>`;
}
