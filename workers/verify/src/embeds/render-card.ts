import type { PublicVerification } from "@attestry/database/verify-publicly";
import { html, raw } from "hono/html";
import { describeVerdict } from "../certificates/describe-verdict.ts";
import { renderSeal } from "../layout/render-seal.ts";
import { stylesheet } from "../layout/stylesheet.ts";
import type { View } from "../layout/view.ts";

/** Pixels, of the frame that a card fits into. */
export const cardSize = { width: 480, height: 220 } as const;

/** The whole of it leads to the certificate's page, in a window of its own: whoever doubts the site around it looks there. */
export function renderCard({ environment, language }: View, address: string, verification: PublicVerification) {
  const { tone, mark, headline } = describeVerdict(environment ?? "live", verification, language);
  const isSandbox = environment === "sandbox";
  return html`<!doctype html>
<html lang="${language.tag}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${headline} · Attestry</title>
<style>${raw(stylesheet)}</style>
</head>
<body class="card ${tone}${isSandbox ? " sandbox" : ""}">
<main><a href="${address}" target="_blank" rel="noopener">
  ${renderSeal(mark)}
  <span class="said"><h1>${headline}</h1>${describe(verification)}<span class="mark" lang="en">Attestry</span></span>
</a></main>
</body>
</html>
`;
}

function describe(verification: PublicVerification) {
  if (verification.result === "not_found" || verification.result === "invalid") return "";
  const { recipientName, title, issuer } = verification.certificate.document;
  return html`<bdi class="name">${recipientName}</bdi><bdi class="title">${title}</bdi><bdi>${issuer.name}</bdi>`;
}
