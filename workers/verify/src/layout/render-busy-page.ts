import { html } from "hono/html";
import { renderPage } from "./render-page.ts";
import { renderSeal } from "./render-seal.ts";
import type { View } from "./view.ts";

/** What is said to an address that asks too often. It must never read like a verdict. */
export function renderBusyPage(view: View) {
  const { title, sentence } = view.language.messages.busy;
  const main = html`<section class="verdict">
    ${renderSeal("unknown")}
    <div><h1>${title}</h1><p>${sentence}</p></div>
  </section>`;
  return renderPage(view, { title, tone: "calm", main });
}
