import { html } from "hono/html";

/** The hash, and how anyone recomputes it without trusting this page. */
export function renderProof(proof: { certificateHash: string; canonicalText: string; address: string }) {
  const groups = proof.certificateHash.match(/.{1,8}/g) ?? [];
  return html`<section class="proof">
    <h2>Certificate hash</h2>
    <p class="hash"><code>${groups.map((group) => html`<span>${group}</span>`)}</code></p>
    <details>
      <summary>How to recompute it</summary>
      <p>The hash is the SHA-256 of the text below, in UTF-8 and without a line break at its end: the certificate's record in the
        canonical form of RFC 8785. The e-mail address and private values stand in it as salted digests only.</p>
      <pre class="document" dir="ltr" tabindex="0">${proof.canonicalText}</pre>
      <p>To take it from the register and hash it on your own machine:</p>
      <pre dir="ltr" tabindex="0">curl -sH 'Accept: application/json' '${proof.address}' |
  jq -j .data.document | sha256sum</pre>
    </details>
  </section>`;
}
