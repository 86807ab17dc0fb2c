// Draws a certificate's PDF. The same input must always give the same bytes, and no input may make it throw.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { PDFDocument } from "pdf-lib";
import type { CertificateContent } from "./certificate-content.ts";
import type { Design } from "./design.ts";
import { drawElement } from "./draw-element.ts";
import { drawWatermark } from "./draw-watermark.ts";
import type { Drawing, Problem } from "./drawing.ts";
import { listPlaceholderValues } from "./fill-placeholders.ts";
import type { FontLibrary } from "./font-library.ts";
import type { Fonts } from "./fonts.ts";
import { PageCanvas } from "./page-canvas.ts";
import { type PreparedLogo, prepareLogo } from "./prepare-logo.ts";
import { savePdf, writePdf } from "./write-pdf.ts";

/** `sha256` is lower-case hex. A problem's `path` names the field of the certificate, as in the API. */
export type Rendering = { ok: true; bytes: Uint8Array; sha256: string } | { ok: false; problems: Problem[] };

const a4 = { width: 595.28, height: 841.89 };
const letter = { width: 612, height: 792 };

/**
 * Draws the certificate, or says what cannot be drawn: a character no font covers, a text too long for its place,
 * a logo that is no image. `locale` is a BCP 47 tag: Han characters and Arabic letters have other shapes in other languages. `design` and `content` are trusted in shape, not in what their strings hold.
 */
export async function renderCertificate(
  design: Design,
  content: CertificateContent,
  library: FontLibrary,
  locale = "",
): Promise<Rendering> {
  const logo = content.logo ? await prepareLogo(content.logo) : null;
  if (logo && !logo.ok) return { ok: false, problems: [{ path: "organization.logo", message: logo.message }] };
  const document = await PDFDocument.create({ updateMetadata: false });
  const drawn = await library.use(locale, (fonts) => {
    const drawing = drawCertificate(design, content, fonts, logo);
    if (drawing.problems.length === 0) writePdf(document, drawing, logo);
    return drawing.problems;
  });
  if (drawn.length > 0) return { ok: false, problems: drawn };
  const bytes = await savePdf(document);
  return { ok: true, bytes, sha256: bytesToHex(sha256(bytes)) };
}

function drawCertificate(design: Design, content: CertificateContent, fonts: Fonts, logo: PreparedLogo | null): Drawing {
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
  return drawing;
}

function toPageSize(page: Design["page"]): { width: number; height: number } {
  const portrait = page.size === "A4" ? a4 : letter;
  return page.orientation === "portrait" ? portrait : { width: portrait.height, height: portrait.width };
}
