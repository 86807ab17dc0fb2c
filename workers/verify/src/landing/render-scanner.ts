import { html } from "hono/html";
import type { View } from "../layout/view.ts";
import { type Bases, writeBases } from "./write-bases.ts";

/** The script hides it where there can be no camera. */
export function renderScanner({ language }: View, bases: Bases) {
  const { scan, stopScanning, noCamera, otherCode } = language.messages.landing;
  return html`<div id="scanner" class="scripted" ${writeBases(bases)} data-stop="${stopScanning}" data-no-camera="${noCamera}" data-other="${otherCode}">
      <button type="button" class="second">${scan}</button>
      <video hidden muted playsinline></video>
      <p role="status"></p>
    </div>`;
}
