// Draws a certificate's PDF. The same input must always give the same bytes, and no input may make it throw.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { CertificateContent } from "./certificate-content.ts";
import type { Design } from "./design.ts";
import { drawElement } from "./draw-element.ts";
import { drawWatermark } from "./draw-watermark.ts";
import type { Drawing, Problem } from "./drawing.ts";
import { listPlaceholderValues } from "./fill-placeholders.ts";
import type { Fonts } from "./fonts.ts";
import { PageCanvas } from "./page-canvas.ts";
import { prepareLogo } from "./prepare-logo.ts";
import { writePdf } from "./write-pdf.ts";

/** `sha256` is lower-case hex. A problem's `path` names the field of the certificate, as in the API. */
export type Rendering = { ok: true; bytes: Uint8Array; sha256: string } | { ok: false; problems: Problem[] };

const a4 = { width: 595.28, height: 841.89 };
const letter = { width: 612, height: 792 };

/**
 * Draws the certificate, or says what cannot be drawn: a character no font covers, a text too long for its place,
 * a logo that is no image. `design` and `content` are trusted in shape, not in what their strings hold.
 */
export async function renderCertificate(design: Design, content: CertificateContent, fonts: Fonts): Promise<Rendering> {
  const logo = content.logo ? await prepareLogo(content.logo) : null;
  if (logo && !logo.ok) return { ok: false, problems: [{ path: "organization.logo", message: logo.message }] };
  const page = toPageSize(design.page);
  const drawing: Drawing = {
    page,
    canvas: new PageCanvas(page.height),
    fonts,
    content,
    values: listPlaceholderValues(content),
    logoSize: logo,
    links: [],
    problems: [],
  };
  for (const element of design.elements) drawElement(drawing, element);
  if (content.environment === "sandbox") drawWatermark(drawing);
  if (drawing.problems.length > 0) return { ok: false, problems: drawing.problems };
  const bytes = await writePdf(drawing, logo);
  return { ok: true, bytes, sha256: bytesToHex(sha256(bytes)) };
}

function toPageSize(page: Design["page"]): { width: number; height: number } {
  const portrait = page.size === "A4" ? a4 : letter;
  return page.orientation === "portrait" ? portrait : { width: portrait.height, height: portrait.width };
}
