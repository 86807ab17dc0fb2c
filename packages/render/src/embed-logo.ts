// Puts the issuer's logo into a PDF. It must never decode a logo that was not judged first.
import { PDFDocument } from "pdf-lib";
import type { Logo } from "./certificate-content.ts";
import type { PageImage } from "./drawing.ts";
import { largestLogoBytes, readLogo } from "./read-logo.ts";

/** An image that a document holds as the object of that number. */
export type EmbeddedImage = { image: PageImage; objectNumber: number };
type LogoEmbedding = ({ ok: true } & EmbeddedImage) | { ok: false; message: string };

/** Whether a logo can be embedded, with its size in pixels, or what is wrong with it. */
export async function judgeLogo(logo: Logo): Promise<LogoEmbedding> {
  return embedLogo(await PDFDocument.create({ updateMetadata: false }), logo);
}

/** Judges, decodes and embeds a logo, or says what is wrong with it. Never throws. */
export async function embedLogo(document: PDFDocument, logo: Logo): Promise<LogoEmbedding> {
  if (logo.bytes.length > largestLogoBytes) return { ok: false, message: "is larger than 300 KB" };
  const reading = await readLogo(logo);
  if (!reading.ok) return reading;
  // Copied: pdf-lib reads a JPEG from the start of the underlying buffer.
  const bytes = new Uint8Array(logo.bytes);
  try {
    const image = logo.mediaType === "image/png" ? await document.embedPng(bytes) : await document.embedJpg(bytes);
    await image.embed();
    const { width, height } = reading;
    return { ok: true, image: { name: "Logo", width, height }, objectNumber: image.ref.objectNumber };
  } catch {
    return { ok: false, message: "cannot be decoded" };
  }
}
