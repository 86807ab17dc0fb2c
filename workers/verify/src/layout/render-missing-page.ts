import { html } from "hono/html";
import { renderSearchForm } from "../landing/render-search-form.ts";
import type { Place } from "../requests/find-place.ts";
import { renderPage } from "./render-page.ts";

/** For an address that is no certificate's. `place` is null when it lies below neither base. */
export function renderMissingPage(place: Place | null) {
  const main = html`<section>
    <h1>No such page</h1>
    <p class="lead">This address is not the address of a certificate. Compare it with the one printed on the certificate.</p>
    ${place && renderSearchForm(place, null)}
  </section>`;
  return renderPage({ environment: place?.environment ?? null, title: "No such page", tone: "calm", main });
}
