import { html } from "hono/html";
import type { Place } from "../requests/find-place.ts";
import { renderPage } from "./render-page.ts";
import { renderSeal } from "./render-seal.ts";

/** What is said to an address that asks too often. It must never read like a verdict. */
export function renderBusyPage(place: Place | null) {
  const main = html`<section class="verdict">
    ${renderSeal("unknown")}
    <div>
      <h1>Too many look-ups</h1>
      <p>Your address has asked for very many certificates within a minute. This says nothing about the certificate. Please try again
        in a minute.</p>
    </div>
  </section>`;
  return renderPage({ environment: place?.environment ?? null, title: "Too many look-ups", tone: "calm", main });
}
