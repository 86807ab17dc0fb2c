import { html } from "hono/html";
import type { View } from "../layout/view.ts";

/** Where a file is chosen that the script hashes. Of which certificate it is, `page` says, or the file itself names one below `base`. */
export function renderFileCheck({ language }: View, { base, page }: { base: string; page?: string }) {
  const { title, lead, label, drop, reading, nameless, tooLarge, failed, noScript } = language.messages.file;
  return html`<section class="file">
    <h2>${title}</h2>
    <p class="lead">${lead}</p>
    <div id="file-check" hidden data-base="${base}"${page === undefined ? "" : html` data-page="${page}"`} data-reading="${reading}"
      data-nameless="${nameless}" data-too-large="${tooLarge}" data-failed="${failed}">
      <label for="file">${label}</label>
      <div class="field"><input id="file" type="file" accept=".pdf,.json,application/pdf,application/json"></div>
      <p class="note">${drop}</p>
      <p role="status"></p>
    </div>
    <noscript><p>${noScript}</p></noscript>
  </section>`;
}
