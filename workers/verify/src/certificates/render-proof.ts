import { html } from "hono/html";
import type { Language } from "../language/language.ts";

type Proof = { certificateHash: string; pdfSha256: string; canonicalText: string; address: string };

/** The hash, and how anyone recomputes it without trusting this page. */
export function renderProof(proof: Proof, { messages }: Language) {
  const { title, summary, meaning, command, pdfHash } = messages.proof;
  const groups = proof.certificateHash.match(/.{1,8}/g) ?? [];
  return html`<section class="proof">
    <h2>${title}</h2>
    <p class="hash"><code dir="ltr">${groups.map((group) => html`<span>${group}</span>`)}</code></p>
    <details>
      <summary>${summary}</summary>
      <p>${meaning}</p>
      <pre class="document" dir="ltr" tabindex="0">${proof.canonicalText}</pre>
      <p>${command}</p>
      <pre dir="ltr" tabindex="0">curl -sH 'Accept: application/json' '${proof.address}' |
  jq -j .data.document | sha256sum</pre>
      <p>${pdfHash}</p>
      <pre class="pdf" dir="ltr" tabindex="0">${proof.pdfSha256}</pre>
    </details>
  </section>`;
}
