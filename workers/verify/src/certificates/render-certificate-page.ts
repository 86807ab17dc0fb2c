import type { FoundVerification, PublicVerification } from "@attestry/database/verify-publicly";
import { html } from "hono/html";
import { renderFileCheck } from "../file/render-file-check.ts";
import { renderSearchForm } from "../landing/render-search-form.ts";
import { renderPage } from "../layout/render-page.ts";
import { renderSeal } from "../layout/render-seal.ts";
import type { View } from "../layout/view.ts";
import { describeVerdict, type Verdict } from "./describe-verdict.ts";
import { listChecks } from "./list-checks.ts";
import { renderChecks } from "./render-checks.ts";
import { renderHead } from "./render-head.ts";
import { renderKeep, renderReceipt } from "./render-keep.ts";
import { renderProof } from "./render-proof.ts";
import { renderRecord } from "./render-record.ts";

/** `address` is the page's own URL, without a query; `base` is where it begins. */
export type Location = {
  base: string;
  address: string;
  /** A recipient's link: with its question mark where it holds; null where the page was opened by one that does not. */
  recipientQuery?: string | null | undefined;
  hasReceipt: boolean;
  /** Whether a file is asked about by an address that nobody chose the file for. */
  isFileUnread: boolean;
};

/** The verdict first, then what it is a verdict on. */
export function renderCertificatePage(view: View, location: Location, verification: PublicVerification) {
  const verdict = describeVerdict(view.environment ?? "live", verification, view.language);
  const title = titleOf(view, verdict, verification);
  const verdictOfAll = renderVerdict(verdict, sayOfFile(verification, view, location));
  // On paper nothing else says which page it is of.
  const printed = html`<section class="printed"><code dir="ltr">${location.address}</code></section>`;
  const main = html`${verdictOfAll}${renderBody(view, location, verification)}${printed}`;
  const head = renderHead(view, location, title, verification);
  return renderPage(view, { title, tone: verdict.tone, main, head, isScripted: true });
}

function renderVerdict({ mark, headline, sentence }: Verdict, ofFile: string | null) {
  return html`<section class="verdict">
    ${renderSeal(mark)}
    <div><h1>${headline}</h1><p>${sentence}</p>${ofFile === null ? "" : html`<p><strong>${ofFile}</strong></p>`}</div>
  </section>`;
}

/** Who chose a file asked about it first: what was found of it stands with the verdict, where the verdict is not that already. */
function sayOfFile(verification: PublicVerification, { language }: View, { isFileUnread }: Location): string | null {
  if (verification.result === "not_found" || verification.result === "invalid") return null;
  if (verification.file === null) return isFileUnread ? language.messages.file.unread : null;
  if (verification.result === "verified" && verification.file === "other") return null;
  return language.messages.checks.file[verification.file];
}

function renderBody(view: View, location: Location, verification: PublicVerification) {
  const { language } = view;
  const checks = listChecks(verification, language);
  switch (verification.result) {
    case "not_found":
      return html`${renderChecks(checks, null, language)}${renderHelp(view, location)}${renderReceipt(view, location)}`;
    case "invalid":
      return html`${renderChecks(checks, verification.checkedAt, language)}${renderReceipt(view, location)}`;
    default:
      return html`${renderRecord(verification, view.basePath, language)}${renderChecks(checks, verification.checkedAt, language)}${renderPicture(view, location, verification)}${renderFileCheck(view, { page: location.address })}${renderKeep(view, location, verification)}${renderProof(toProof(location, verification), language)}`;
  }
}

function renderPicture({ language }: View, { address }: Location, { hasPicture }: FoundVerification) {
  if (!hasPicture) return "";
  return html`<section class="picture"><img src="${new URL(address).pathname}/picture.png" alt="${language.messages.record.picture}" width="1200" height="848" loading="lazy"></section>`;
}

function toProof({ address }: Location, { certificate }: FoundVerification) {
  const { certificateHash, pdfSha256, documentText: canonicalText } = certificate;
  return { certificateHash, pdfSha256, canonicalText, address };
}

/** What was looked for stays in the field: a name before it may be all that is missing. */
function renderHelp(view: View, { base, address }: Location) {
  const { title, sentence } = view.language.messages.help;
  return html`<section class="help">
    <h2>${title}</h2>
    <p>${sentence}</p>
    ${renderSearchForm(view, { text: address.slice(base.length + 1) })}
  </section>`;
}

/** Other sites keep a page's title for days: it says of a real certificate only what will still be true then. */
function titleOf({ environment }: View, { headline }: Verdict, verification: PublicVerification): string {
  if (verification.result === "not_found" || verification.result === "invalid") return headline;
  const { title, recipientName } = verification.certificate.document;
  return environment === "live" && verification.result === "verified" ? `${title} · ${recipientName}` : `${headline} · ${title}`;
}
