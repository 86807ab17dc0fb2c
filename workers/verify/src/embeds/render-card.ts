import type { PublicVerification } from "@attestry/database/verify-publicly";
import { html } from "hono/html";
import { describeVerdict } from "../certificates/describe-verdict.ts";
import { renderDocument } from "../layout/render-document.ts";
import { renderSeal } from "../layout/render-seal.ts";
import type { View } from "../layout/view.ts";

/** Pixels, of the frame that a card fits into. */
export const cardSize = { width: 480, height: 220 } as const;

/** The whole of it leads to the certificate's page, in a window of its own: whoever doubts the site around it looks there. */
export function renderCard({ environment, language }: View, address: string, verification: PublicVerification) {
  const { tone, mark, headline } = describeVerdict(environment ?? "live", verification, language);
  const isSandbox = environment === "sandbox";
  const body = html`<main><a href="${address}" target="_blank" rel="noopener">
  ${renderSeal(mark)}
  <span class="said"><h1>${headline}</h1>${describe(verification)}<span class="mark" lang="en">Attestry</span></span>
</a></main>`;
  return renderDocument({ language, title: headline, bodyClass: `card ${tone}${isSandbox ? " sandbox" : ""}`, head: "", body });
}

function describe(verification: PublicVerification) {
  if (verification.result === "not_found" || verification.result === "invalid") return "";
  const { recipientName, title, issuer } = verification.certificate.document;
  return html`<span class="name"><bdi>${recipientName}</bdi></span><span class="title"><bdi>${title}</bdi></span><span class="by"><bdi>${issuer.name}</bdi></span>`;
}
