import { html } from "hono/html";
import type { Place } from "../requests/find-place.ts";
import { renderPage } from "./render-page.ts";
import { renderSeal } from "./render-seal.ts";

/** What is said when no verdict could be reached. It must never read like one. */
export function renderFailurePage(place: Place | null, requestId: string) {
  const main = html`<section class="verdict">
    ${renderSeal("unknown")}
    <div>
      <h1>Could not be checked</h1>
      <p>The register did not answer. This says nothing about the certificate, neither for it nor against it. Please try again in a
        minute.</p>
      <p class="note">If it persists, tell us this request id: <code>${requestId}</code></p>
    </div>
  </section>`;
  return renderPage({ environment: place?.environment ?? null, title: "Could not be checked", tone: "calm", main });
}
