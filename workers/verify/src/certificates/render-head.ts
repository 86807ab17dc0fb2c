import type { PublicVerification } from "@attestry/database/verify-publicly";
import { html } from "hono/html";
import { oembedAddress } from "../embeds/oembed-address.ts";
import type { View } from "../layout/view.ts";
import type { Location } from "./render-certificate-page.ts";

/** What other sites make of a link to the page: a card (ogp.me) and an embed (oembed.com), and nothing for what is no certificate. */
export function renderHead(
  { environment, language }: View,
  { base, address }: Location,
  title: string,
  verification: PublicVerification,
) {
  if (verification.result === "not_found" || verification.result === "invalid") return "";
  const { document } = verification.certificate;
  const description = `${document.recipientName} · ${document.issuer.name}`;
  return html`<meta name="description" content="${description}">
<meta property="og:type" content="website"><meta property="og:site_name" content="Attestry">
<meta property="og:title" content="${environment === "sandbox" ? language.messages.sandboxNotice : title}"><meta property="og:description" content="${description}">
<meta property="og:url" content="${address}">${
    verification.hasPicture &&
    html`<meta property="og:image" content="${address}/picture.png"><meta name="twitter:card" content="summary_large_image">`
  }
<link rel="canonical" href="${address}">
<link rel="alternate" type="application/json+oembed" href="${oembedAddress(base, address)}">
`;
}
