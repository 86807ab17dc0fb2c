import { html } from "hono/html";
import { renderFileCheck } from "../file/render-file-check.ts";
import { renderPage } from "../layout/render-page.ts";
import type { View } from "../layout/view.ts";
import { renderScanner } from "./render-scanner.ts";
import { renderSearchForm } from "./render-search-form.ts";

/** `refused` is what was typed, when it cannot be a certificate id; `base` is where the addresses of certificates begin. */
export function renderLandingPage(view: View, base: string, refused: string | null) {
  const { title, lead } = view.language.messages.landing;
  const main = html`<section>
    <h1>${title}</h1>
    <p class="lead">${lead}</p>
    ${renderSearchForm(view, refused)}
    ${renderScanner(view, base)}
  </section>
  ${renderFileCheck(view, { base })}`;
  return renderPage(view, { title, tone: "calm", main, isScripted: true });
}
