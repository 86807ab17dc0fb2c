import { html } from "hono/html";
import { type Bases, writeBases } from "../landing/write-bases.ts";
import type { View } from "../layout/view.ts";

/** A page whose certificate the file should be, or the bases below which the file itself may name one. */
type FileOf = { page: string } | Bases;

/** Where a file is chosen that the script hashes. */
export function renderFileCheck({ language }: View, fileOf: FileOf) {
  const { title, lead, label, drop, reading, nameless, tooLarge, failed, noScript } = language.messages.file;
  return html`<section class="file">
    <h2>${title}</h2>
    <p class="lead">${lead}</p>
    <div id="file-check" class="scripted" ${"page" in fileOf ? html`data-page="${fileOf.page}"` : writeBases(fileOf)} data-reading="${reading}"
      data-nameless="${nameless}" data-too-large="${tooLarge}" data-failed="${failed}">
      <label for="file">${label}</label>
      <div class="field"><input id="file" type="file" accept=".pdf,.json,application/pdf,application/json"></div>
      <p class="note">${drop}</p>
      <p role="status"></p>
    </div>
    <noscript><p>${noScript}</p></noscript>
  </section>`;
}
