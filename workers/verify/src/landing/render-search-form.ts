import { html } from "hono/html";
import type { Place } from "../requests/find-place.ts";

/** The form that leads to a certificate's page. `refused` is what was typed before, when it cannot be an id. */
export function renderSearchForm({ basePath }: Place, refused: string | null) {
  const problem = html`<p id="problem" class="problem" role="alert">
        That cannot be a certificate id. An id has letters, digits, dots, dashes and underscores only, 64 at most.</p>`;
  return html`<form method="get" action="${basePath || "/"}">
      <label for="id">Certificate id</label>
      <div class="field">
        <input id="id" name="certificateId" value="${refused ?? ""}" required maxlength="300" autocomplete="off"
          autocapitalize="off" spellcheck="false" dir="ltr"${refused === null ? "" : html` aria-invalid="true" aria-describedby="problem"`}>
        <button>Check</button>
      </div>
      ${refused === null ? "" : problem}
    </form>`;
}
