import { html } from "hono/html";
import type { View } from "../layout/view.ts";

/** Hidden until the script finds that the browser reads QR codes. `base` is where the codes' addresses begin. */
export function renderScanner({ language }: View, base: string) {
  const { scan, stopScanning, noCamera, otherCode } = language.messages.landing;
  return html`<div id="scanner" hidden data-base="${base}" data-stop="${stopScanning}" data-no-camera="${noCamera}" data-other="${otherCode}">
      <button type="button" class="second">${scan}</button>
      <video hidden muted playsinline></video>
      <p role="status"></p>
    </div>`;
}
