import type { FoundVerification } from "@attestry/database/verify-publicly";
import { html } from "hono/html";
import { writeCardFrame } from "../embeds/write-card-frame.ts";
import type { View } from "../layout/view.ts";
import { writeLinkedIn } from "./link-to-linkedin.ts";
import type { Location } from "./render-certificate-page.ts";

/** What a visitor takes along: a receipt, the record, and for a real certificate the ways of showing it elsewhere. */
export function renderKeep(view: View, { address, recipientQuery }: Location, verification: FoundVerification) {
  const { environment, language } = view;
  const { keep } = language.messages;
  const isShown = environment === "live" && verification.result === "verified";
  const path = new URL(address).pathname;
  return html`<section class="keep">
    <h2>${keep.title}</h2>
    ${
      recipientQuery &&
      html`<p class="actions"><a href="${path}/certificate.pdf${recipientQuery}">${keep.pdf}</a> <a href="${path}/certificate.png${recipientQuery}">${keep.png}</a></p>`
    }
    ${recipientQuery === null && html`<p class="actions"><strong>${keep.noFiles}</strong></p>`}
    <p>${keep.receiptMeaning}</p>
    <p class="actions"><a href="${path}/receipt" download>${keep.receipt}</a> <a href="${path}?format=record">${keep.json}</a></p>
    ${isShown && renderEmbeds(keep, address, verification)}
    ${isShown && renderLinkedIn(language.messages.keep, address, verification)}
  </section>`;
}

/** All that can be kept of what was not found, or was altered. */
export function renderReceipt({ language }: View, { address, hasReceipt }: Location) {
  const { keep } = language.messages;
  if (!hasReceipt) return "";
  return html`<section class="keep">
    <h2>${keep.title}</h2>
    <p>${keep.receiptMeaning}</p>
    <p class="actions"><a href="${new URL(address).pathname}/receipt" download>${keep.receipt}</a></p>
  </section>`;
}

/** What an author of a web page copies into it. */
function renderEmbeds(
  { badge, card }: View["language"]["messages"]["keep"],
  address: string,
  { certificate }: FoundVerification,
) {
  const title = escapeAttribute(certificate.document.title);
  const codes = [
    [badge, "badge.svg", `<a href="${address}"><img src="${address}/badge.svg" alt="${title}"></a>`],
    [card, "card", writeCardFrame(`${address}/card`, { title })],
  ];
  return codes.map(
    ([label, name, code]) => html`<details>
      <summary>${label}</summary>
      <pre dir="ltr"><code>${code}</code></pre>
      <p><a href="${new URL(address).pathname}/${name}">${label}</a></p>
    </details>`,
  );
}

/** For code that is shown as text: an attribute's value in HTML. */
function escapeAttribute(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function renderLinkedIn(keep: View["language"]["messages"]["keep"], address: string, { certificate }: FoundVerification) {
  const { document } = certificate;
  const fields = [
    [keep.name, document.title],
    [keep.organization, document.issuer.name],
    [keep.issueDate, document.issuedAt.slice(0, 10)],
    ...(document.expiresAt ? [[keep.expirationDate, document.expiresAt.slice(0, 10)]] : []),
    [keep.credentialId, document.certificateId],
    [keep.credentialUrl, address],
  ];
  return html`<details>
      <summary>${keep.linkedIn}</summary>
      <p><a href="${writeLinkedIn(document, address)}" rel="noopener noreferrer nofollow">${keep.linkedIn}</a></p>
      <p>${keep.linkedInMeaning}</p>
      <dl>${fields.map(([label, value]) => html`<div><dt>${label}</dt><dd><bdi>${value}</bdi></dd></div>`)}</dl>
    </details>`;
}
