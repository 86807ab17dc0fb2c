import type { CertificateContent } from "@attestry/render/certificate-content";
import { formatDate } from "@attestry/render/format-date";
import fontkit from "@pdf-lib/fontkit";
import { PDFDocument, type PDFFont, type PDFPage, rgb } from "pdf-lib";
// qr is a dependency of packages/render alone.
import { encodeQR } from "qr";

type FontFiles = { serif: Uint8Array; serifBold: Uint8Array; sans: Uint8Array };

const [width, height] = [841.89, 595.28];
const navy = rgb(0.106, 0.165, 0.29);
const gold = rgb(0.631, 0.49, 0.2);
const ink = rgb(0.227, 0.227, 0.227);

/**
 * Draws what Classic Academic shows the way pdf-lib's README does: fonts embedded as subsets, the logo decoded, the QR code's
 * modules as rectangles. It spares itself what is not plain: the engraved ornaments, an italic face, fitting and the link.
 * Its subsets lose glyphs of these fonts (@pdf-lib/fontkit 1.1.1); whole fonts are right, and cost it more.
 */
export async function drawPlainly(content: CertificateContent, files: FontFiles, logoBytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit);
  const serif = await document.embedFont(files.serif, { subset: true });
  const serifBold = await document.embedFont(files.serifBold, { subset: true });
  const sans = await document.embedFont(files.sans, { subset: true });
  const logo = await document.embedPng(logoBytes);
  const page = document.addPage([width, height]);
  drawBorder(page);
  const size = logo.scaleToFit(220, 46);
  page.drawImage(logo, { x: (width - size.width) / 2, y: height - 128, ...size });
  drawCentred(page, content.issuerName, serifBold, 12.5, 141);
  drawCentred(page, "Certificate", serif, 38, 182);
  drawCentred(page, "This is to certify that", serif, 13, 222);
  drawCentred(page, content.recipientName, serifBold, 36, 263);
  drawCentred(page, "has been awarded", serif, 13, 319);
  drawCentred(page, content.title, serifBold, 23, 357);
  drawFields(page, content, serif, sans);
  drawFooter(page, content, serif, sans);
  drawQr(page, content.verificationUrl, width - 160, height - 516, 76);
  document.setTitle(`${content.title} – ${content.recipientName}`);
  document.setAuthor(content.issuerName);
  return document.save({ objectsPerTick: Number.POSITIVE_INFINITY });
}

function drawBorder(page: PDFPage): void {
  page.drawRectangle({ x: 0, y: 0, width, height, color: rgb(0.992, 0.984, 0.957) });
  for (const [inset, borderWidth, borderColor] of [
    [26, 6, navy],
    [34, 0.8, gold],
    [64, 0.8, gold],
    [67.5, 1.4, navy],
  ] as const) {
    page.drawRectangle({ x: inset, y: inset, width: width - 2 * inset, height: height - 2 * inset, borderWidth, borderColor });
  }
  for (const [start, end] of [
    [-130, -9],
    [9, 130],
  ] as const) {
    const y = height - 300;
    page.drawLine({ start: { x: width / 2 + start, y }, end: { x: width / 2 + end, y }, thickness: 0.8, color: gold });
  }
}

function drawCentred(page: PDFPage, text: string, font: PDFFont, size: number, top: number, middle = width / 2): void {
  const x = middle - font.widthOfTextAtSize(text, size) / 2;
  page.drawText(text, { x, y: height - top - size / 3, size, font, color: ink });
}

function drawFields(page: PDFPage, { publicFields }: CertificateContent, serif: PDFFont, sans: PDFFont): void {
  publicFields.forEach(({ label, value }, index) => {
    const middle = width / 2 + (index - (publicFields.length - 1) / 2) * 218;
    drawCentred(page, value, serif, 12, 401, middle);
    drawCentred(page, label, sans, 8, 420, middle);
    const y = height - 411;
    page.drawLine({ start: { x: middle - 95, y }, end: { x: middle + 95, y }, thickness: 0.6, color: gold });
  });
}

function drawFooter(page: PDFPage, content: CertificateContent, serif: PDFFont, sans: PDFFont): void {
  page.drawCircle({ x: width / 2, y: height - 479, size: 33, borderColor: gold, borderWidth: 0.35 });
  page.drawText("Issued on", { x: 84, y: height - 454, size: 8, font: sans, color: ink });
  page.drawText(formatDate(content.issuedAt, "en"), { x: 84, y: height - 467, size: 11, font: serif, color: ink });
  page.drawText("Valid until", { x: 84, y: height - 488, size: 8, font: sans, color: ink });
  page.drawText(formatDate(content.expiresAt ?? "", "en"), { x: 84, y: height - 501, size: 11, font: serif, color: ink });
  const lines = [`Certificate ${content.certificateId}`, `Verify at ${content.verificationUrl}`];
  for (const [index, line] of lines.entries()) {
    const x = width - 168 - sans.widthOfTextAtSize(line, 7);
    page.drawText(line, { x, y: height - 500 - index * 10, size: 7, font: sans, color: ink });
  }
}

function drawQr(page: PDFPage, url: string, x: number, y: number, size: number): void {
  const modules = encodeQR(url, "raw", { ecc: "medium", border: 4 });
  const module = size / modules.length;
  modules.forEach((row, line) => {
    row.forEach((isDark, column) => {
      if (!isDark) return;
      const top = y + size - (line + 1) * module;
      page.drawRectangle({ x: x + column * module, y: top, width: module, height: module, color: navy });
    });
  });
}
