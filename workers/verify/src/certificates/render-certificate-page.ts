import type { PublicVerification } from "@attestry/database/verify-publicly";
import { html } from "hono/html";
import { renderSearchForm } from "../landing/render-search-form.ts";
import { renderPage } from "../layout/render-page.ts";
import { renderSeal } from "../layout/render-seal.ts";
import type { Place } from "../requests/find-place.ts";
import { describeVerdict, type Verdict } from "./describe-verdict.ts";
import { listChecks } from "./list-checks.ts";
import { renderChecks } from "./render-checks.ts";
import { renderProof } from "./render-proof.ts";
import { renderRecord } from "./render-record.ts";

/** The verdict first, then what it is a verdict on. `address` is the page's own URL. */
export function renderCertificatePage(place: Place, address: string, verification: PublicVerification) {
  const verdict = describeVerdict(place.environment, verification);
  const main = html`${renderVerdict(verdict)}${renderBody(place, address, verification)}`;
  return renderPage({ environment: place.environment, title: titleOf(verdict, verification), tone: verdict.tone, main });
}

function renderVerdict({ mark, headline, sentence }: Verdict) {
  return html`<section class="verdict">
    ${renderSeal(mark)}
    <div><h1>${headline}</h1><p>${sentence}</p></div>
  </section>`;
}

function renderBody(place: Place, address: string, verification: PublicVerification) {
  const checks = listChecks(verification);
  switch (verification.result) {
    case "not_found":
      return html`${renderChecks(checks, null)}${renderHelp(place)}`;
    case "invalid":
      return html`${renderChecks(checks, verification.checkedAt)}`;
    default: {
      const { certificate, checkedAt } = verification;
      const { documentText: canonicalText, certificateHash } = certificate;
      return html`${renderRecord(certificate)}${renderChecks(checks, checkedAt)}${renderProof({ certificateHash, canonicalText, address })}`;
    }
  }
}

function renderHelp(place: Place) {
  return html`<section class="help">
    <h2>Try again</h2>
    <p>Capital and small letters differ, and where the printed address has a name before the id, that name belongs to it. If the address is exactly
      the printed one, ask the issuer.</p>
    ${renderSearchForm(place, null)}
  </section>`;
}

function titleOf({ headline }: Verdict, verification: PublicVerification): string {
  if (verification.result === "not_found" || verification.result === "invalid") return headline;
  return `${headline} · ${verification.certificate.document.title}`;
}
