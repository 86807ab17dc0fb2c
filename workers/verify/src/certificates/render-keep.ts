import type { FoundVerification } from "@attestry/database/verify-publicly";
import { html } from "hono/html";
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
    <p>${keep.receiptMeaning}</p>
    <p class="actions"><a href="${path}/receipt" download>${keep.receipt}</a> <a href="${path}?format=json">${keep.json}</a>${
      isShown && html` <a href="${path}/badge.svg">${keep.badge}</a> <a href="${path}/card">${keep.card}</a>`
    }</p>
    ${isShown && renderLinkedIn(language.messages.keep, address, verification)}
  </section>`;
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
