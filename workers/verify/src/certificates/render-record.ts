import type { PublicVerification } from "@attestry/database/verify-publicly";
import { html } from "hono/html";
import { writeDay, writeMoment } from "../layout/write-moment.ts";
import { listPublicFields } from "./list-public-fields.ts";

type Shown = Extract<PublicVerification, { result: "verified" | "revoked" | "expired" }>["certificate"];

/** What the certificate says: to whom, what, by whom, when, and the public fields by their labels. */
export function renderRecord({ document, fields, revokedAt, revocationReason }: Shown) {
  const { recipientName, title, issuer, issuedAt, expiresAt } = document;
  return html`<section class="record">
    <h2 class="quiet">The certificate</h2>
    <p class="label">Recipient</p>
    <p class="name"><bdi>${recipientName}</bdi></p>
    <p class="title"><bdi>${title}</bdi></p>
    <dl>
      <div><dt>Issuer</dt><dd><bdi>${issuer.name}</bdi></dd></div>
      <div><dt>Issued on</dt><dd><time datetime="${issuedAt}">${writeDay(issuedAt)}</time></dd></div>
      ${
        revokedAt &&
        html`<div class="alarm"><dt>Revoked on</dt><dd><time datetime="${revokedAt}">${writeMoment(revokedAt)}</time></dd></div>
      <div class="alarm"><dt>Reason</dt><dd><bdi>${revocationReason || "The issuer gave none."}</bdi></dd></div>`
      }
      <div><dt>Expires on</dt><dd>${expiresAt ? html`<time datetime="${expiresAt}">${writeMoment(expiresAt)}</time>` : "No expiry date"}</dd></div>
      ${listPublicFields(fields, document.publicMetadata).map(
        ({ label, value }) => html`<div><dt><bdi>${label}</bdi></dt><dd><bdi>${value}</bdi></dd></div>`,
      )}
      <div><dt>Certificate id</dt><dd><code>${document.certificateId}</code></dd></div>
    </dl>
  </section>`;
}
