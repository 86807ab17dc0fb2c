import { html } from "hono/html";
import { renderPage } from "./render-page.ts";
import type { View } from "./view.ts";

/** What is said to a recipient's link that leads to no file. */
export function renderNoFilesPage(view: View) {
  const { missing, keep } = view.language.messages;
  const main = html`<section>
    <h1>${missing.title}</h1>
    <p class="lead">${keep.noFiles}</p>
  </section>`;
  return renderPage(view, { title: missing.title, tone: "calm", main });
}
