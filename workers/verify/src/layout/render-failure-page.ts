import { html } from "hono/html";
import { renderPage } from "./render-page.ts";
import { renderSeal } from "./render-seal.ts";
import type { View } from "./view.ts";

/** What is said when no verdict could be reached. It must never read like one. */
export function renderFailurePage(view: View, requestId: string) {
  const { title, sentence, requestId: label } = view.language.messages.failure;
  const main = html`<section class="verdict">
    ${renderSeal("unknown")}
    <div>
      <h1>${title}</h1>
      <p>${sentence}</p>
      <p class="note">${label} <code>${requestId}</code></p>
    </div>
  </section>`;
  return renderPage(view, { title, tone: "calm", main });
}
