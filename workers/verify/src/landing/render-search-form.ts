import { html } from "hono/html";
import type { View } from "../layout/view.ts";

type Typed = {
  /** What stands in the field from the start. */
  text?: string;
  /** What was typed before, when it can be no id. */
  refused?: string | null;
};

/** The form that leads to a certificate's page. */
export function renderSearchForm({ basePath, language, chosenLanguage }: View, { text = "", refused = null }: Typed = {}) {
  const { label, button, refused: problem } = language.messages.landing;
  return html`<form method="get" action="${basePath || "/"}">
      <label for="id">${label}</label>
      <div class="field">
        <input id="id" name="certificateId" value="${refused ?? text}" required maxlength="300" autocomplete="off"
          autocapitalize="off" spellcheck="false" dir="ltr"${refused === null ? "" : html` aria-invalid="true" aria-describedby="problem"`}>
        <button>${button}</button>
      </div>
      ${chosenLanguage && html`<input type="hidden" name="lang" value="${chosenLanguage}">`}
      ${refused === null ? "" : html`<p id="problem" class="problem" role="alert">${problem}</p>`}
    </form>`;
}
