// Puts the issuer's logo into a PDF.
import { PDFDocument } from "pdf-lib";
import type { Logo } from "./certificate-content.ts";
import { type Embedding, embedImage } from "./embed-image.ts";

const mostBytes = 300_000;
const mostPixels = 4_000_000;

/** Whether a logo can be embedded, with its size in pixels, or what is wrong with it. Never throws. */
export async function judgeLogo(logo: Logo): Promise<Embedding> {
  return embedLogo(await PDFDocument.create({ updateMetadata: false }), logo);
}

/** Judges and embeds a logo, or says what is wrong with it. Never throws. */
export async function embedLogo(document: PDFDocument, logo: Logo): Promise<Embedding> {
  if (logo.bytes.length > mostBytes) return { ok: false, message: "is larger than 300 KB" };
  return embedImage(document, "Logo", logo, mostPixels);
}
