import { html } from "hono/html";
import { renderFileCheck } from "../file/render-file-check.ts";
import { renderPage } from "../layout/render-page.ts";
import type { View } from "../layout/view.ts";
import { renderScanner } from "./render-scanner.ts";
import { renderSearchForm } from "./render-search-form.ts";
import type { Bases } from "./write-bases.ts";

/** `refused` is what was typed, when it cannot be a certificate id. */
export function renderLandingPage(view: View, bases: Bases, refused: string | null) {
  const { title, lead } = view.language.messages.landing;
  const main = html`<section>
    <h1>${title}</h1>
    <p class="lead">${lead}</p>
    ${renderSearchForm(view, { refused })}
    ${renderScanner(view, bases)}
  </section>
  ${renderFileCheck(view, bases)}`;
  return renderPage(view, { title, tone: "calm", main, isScripted: true });
}
