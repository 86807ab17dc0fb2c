import { html } from "hono/html";
import { renderPage } from "./render-page.ts";
import type { View } from "./view.ts";

/** What is said to a recipient's link that leads to no file; the page of what it names, if there is one, stays open to anyone. */
export function renderNoFilesPage(view: View, pageAddress: string) {
  const { record, keep } = view.language.messages;
  const main = html`<section>
    <h1>${keep.noFilesTitle}</h1>
    <p class="lead">${keep.noFiles}</p>
    <p class="actions"><a href="${new URL(pageAddress).pathname}">${record.title}</a></p>
  </section>`;
  return renderPage(view, { title: keep.noFilesTitle, tone: "calm", main });
}
