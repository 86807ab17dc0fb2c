import type { FoundVerification } from "@attestry/database/verify-publicly";
import { html } from "hono/html";
import type { Language } from "../language/language.ts";
import { listPublicFields } from "./list-public-fields.ts";

/** What the certificate says: to whom, what, by whom, when, and the public fields by their labels. */
export function renderRecord({ certificate, issuer }: FoundVerification, basePath: string, language: Language) {
  const { document, fields, revokedAt, revocationReason } = certificate;
  const { recipientName, title, issuedAt, expiresAt } = document;
  const { writeDay, writeMoment, messages } = language;
  const { record: said } = messages;
  return html`<section class="record">
    <h2 class="quiet">${said.title}</h2>
    <p class="label">${said.recipient}</p>
    <p class="name"><bdi>${recipientName}</bdi></p>
    <p class="title"><bdi>${title}</bdi></p>
    <dl>
      <div><dt>${said.issuer}</dt><dd class="issuer">${
        issuer.logoSha256 && html`<img src="${basePath}/_/logos/${issuer.logoSha256}" alt="" height="40">`
      }<bdi>${document.issuer.name}</bdi>${issuer.domain && html` <span dir="ltr">(${issuer.domain})</span>`}</dd></div>
      <div><dt>${said.issuedOn}</dt><dd><time datetime="${issuedAt}">${writeDay(issuedAt)}</time></dd></div>
      ${
        revokedAt &&
        html`<div class="alarm"><dt>${said.revokedOn}</dt><dd><time datetime="${revokedAt}">${writeMoment(revokedAt)}</time></dd></div>
      <div class="alarm"><dt>${said.reason}</dt><dd><bdi>${revocationReason || said.noReason}</bdi></dd></div>`
      }
      <div><dt>${said.expiresOn}</dt><dd>${expiresAt ? html`<time datetime="${expiresAt}">${writeMoment(expiresAt)}</time>` : said.noExpiry}</dd></div>
      ${listPublicFields(fields, document.publicMetadata, language).map(
        ({ label, value }) => html`<div><dt><bdi>${label}</bdi></dt><dd><bdi>${value}</bdi></dd></div>`,
      )}
      <div><dt>${said.certificateId}</dt><dd><code dir="ltr">${document.certificateId}</code></dd></div>
    </dl>
  </section>`;
}
