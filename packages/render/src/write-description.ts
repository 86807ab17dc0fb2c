// What a PDF says of itself: document information and XMP, which must never disagree (ISO 19005-3 §6.6.2.3).
import type { CertificateContent } from "./certificate-content.ts";
import { dateString, dictionary, textString } from "./pdf-object.ts";

const product = "Attestry";

/** The document information dictionary. Its dates are the certificate's own. */
export function writeInformation(content: CertificateContent): string {
  const { title, author, subject, keywords } = describe(content);
  const date = dateString(content.issuedAt);
  return dictionary([
    ["Title", textString(title)],
    ["Author", textString(author)],
    ["Subject", textString(subject)],
    ["Keywords", textString(keywords)],
    ["Creator", textString(product)],
    ["Producer", textString(product)],
    ...(date
      ? ([
          ["CreationDate", date],
          ["ModDate", date],
        ] as const)
      : []),
  ]);
}

/** The XMP packet (ISO 16684-1). `isArchival` claims PDF/A-3b. */
export function writeXmp(content: CertificateContent, isArchival: boolean): string {
  const { title, author, subject, keywords } = describe(content);
  const time = new Date(content.issuedAt);
  const date = Number.isNaN(time.getTime()) ? null : `${time.toISOString().slice(0, 19)}Z`;
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"' +
      ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">',
    ...(isArchival ? ["<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"] : []),
    "<dc:format>application/pdf</dc:format>",
    `<dc:identifier>${escapeXml(content.verificationUrl)}</dc:identifier>`,
    `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title>`,
    `<dc:creator><rdf:Seq><rdf:li>${escapeXml(author)}</rdf:li></rdf:Seq></dc:creator>`,
    `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(subject)}</rdf:li></rdf:Alt></dc:description>`,
    `<pdf:Keywords>${escapeXml(keywords)}</pdf:Keywords><pdf:Producer>${product}</pdf:Producer>`,
    `<xmp:CreatorTool>${product}</xmp:CreatorTool>`,
    ...(date ? [`<xmp:CreateDate>${date}</xmp:CreateDate><xmp:ModifyDate>${date}</xmp:ModifyDate>`] : []),
    "</rdf:Description></rdf:RDF></x:xmpmeta>",
    '<?xpacket end="r"?>',
  ].join("\n");
}

function describe(content: CertificateContent) {
  const isSandbox = content.environment === "sandbox";
  return {
    title: `${content.title} – ${content.recipientName}`,
    author: content.issuerName,
    subject: `${isSandbox ? "Sandbox certificate, not a real one: " : "Certificate "}${content.certificateId}`,
    keywords: `sha256:${content.certificateHash}`,
  };
}

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);

/** Escapes markup and leaves out what XML 1.0 §2.2 has no place for. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"]/g, (character) => entities.get(character) ?? "");
}
