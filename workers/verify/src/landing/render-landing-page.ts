import { html } from "hono/html";
import { renderPage } from "../layout/render-page.ts";
import type { Place } from "../requests/find-place.ts";
import { renderSearchForm } from "./render-search-form.ts";

/** `refused` is what was typed, when it cannot be a certificate id. */
export function renderLandingPage(place: Place, refused: string | null) {
  const main = html`<section>
    <h1>Check a certificate</h1>
    <p class="lead">Type the address that is printed on the certificate, or its id. The register answers whether it was issued, whether its record is
      unaltered, and whether it was revoked or has expired.</p>
    ${renderSearchForm(place, refused)}
  </section>`;
  return renderPage({ environment: place.environment, title: "Check a certificate", tone: "calm", main });
}
