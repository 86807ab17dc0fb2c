// Turns a logo into what a PDF holds, once for many certificates. It must never decode a logo that was not judged first.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type PDFContext, PDFDocument, type PDFRef } from "pdf-lib";
import type { Logo } from "./certificate-content.ts";
import { largestLogoBytes, readLogo } from "./read-logo.ts";

/** An image in a document of its own, to be copied from there; sizes are in pixels. */
export type PreparedLogo = { ok: true; width: number; height: number; context: PDFContext; ref: PDFRef };
type Refusal = { ok: false; message: string };

/** The logos used last, by the hash of their bytes: decoding one costs many times what the rest of a certificate does. */
const prepared = new Map<string, PreparedLogo>();
const keptLogos = 6;

/** Judges and decodes a logo, or says what is wrong with it. Never throws. */
export async function prepareLogo(logo: Logo): Promise<PreparedLogo | Refusal> {
  if (logo.bytes.length > largestLogoBytes) return { ok: false, message: "is larger than 300 KB" };
  const key = `${logo.mediaType} ${bytesToHex(sha256(logo.bytes))}`;
  const known = prepared.get(key);
  if (known) return known;
  const reading = await readLogo(logo);
  if (!reading.ok) return reading;
  const decoded = await decodeLogo(logo);
  if (!decoded) return { ok: false, message: "cannot be decoded" };
  const logoToKeep: PreparedLogo = { ...reading, ...decoded };
  if (prepared.size >= keptLogos) prepared.clear();
  prepared.set(key, logoToKeep);
  return logoToKeep;
}

/** The bytes are copied: pdf-lib reads a JPEG from the start of the underlying buffer. */
async function decodeLogo(logo: Logo): Promise<{ context: PDFContext; ref: PDFRef } | null> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const bytes = new Uint8Array(logo.bytes);
  try {
    const image = logo.mediaType === "image/png" ? await document.embedPng(bytes) : await document.embedJpg(bytes);
    await image.embed();
    return { context: document.context, ref: image.ref };
  } catch {
    return null;
  }
}
