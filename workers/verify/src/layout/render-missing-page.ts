import { html } from "hono/html";
import { renderSearchForm } from "../landing/render-search-form.ts";
import { renderPage } from "./render-page.ts";
import type { View } from "./view.ts";

/** For an address that is no certificate's. */
export function renderMissingPage(view: View) {
  const { title, sentence } = view.language.messages.missing;
  const main = html`<section>
    <h1>${title}</h1>
    <p class="lead">${sentence}</p>
    ${view.environment && renderSearchForm(view)}
  </section>`;
  return renderPage(view, { title, tone: "calm", main });
}
