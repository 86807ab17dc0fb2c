import type { CertificateContent } from "@attestry/render/certificate-content";
import type { Design, DesignElement } from "@attestry/render/design";
import { fillPlaceholders, listPlaceholderValues } from "@attestry/render/fill-placeholders";
import fontkit from "@pdf-lib/fontkit";
import { PDFDocument, type PDFFont, type PDFImage, type PDFPage, rgb } from "pdf-lib";
// qr is a dependency of packages/render alone.
import { encodeQR } from "qr";
import { readFontFile } from "../../open-font-library.ts";

type Pen = { page: PDFPage; height: number; fonts: Map<string, PDFFont>; logo: PDFImage; content: CertificateContent };

const [width, height] = [841.89, 595.28];

/**
 * Draws a design of rectangles, texts, a logo and a QR code the way pdf-lib's README does: fonts embedded as subsets, the logo
 * decoded, the code's modules as rectangles, each certificate whole. It spares itself what is not plain: fitting, PDF/A, the record.
 * Its subsets lose glyphs of these fonts (@pdf-lib/fontkit 1.1.1); whole fonts are right, and cost it more.
 */
export async function drawPlainly(design: Design, content: CertificateContent): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit);
  const fonts = new Map<string, PDFFont>();
  for (const [style, file] of fontFiles) fonts.set(style, await document.embedFont(file, { subset: true }));
  const logo = await document.embedPng(content.logo?.bytes ?? new Uint8Array());
  const pen = { page: document.addPage([width, height]), height, fonts, logo, content };
  for (const element of design.elements) drawElement(pen, element);
  document.setTitle(`${content.title} – ${content.recipientName}`);
  document.setAuthor(content.issuerName);
  return document.save({ objectsPerTick: Number.POSITIVE_INFINITY });
}

const fontFiles = [
  ["serif regular", readFontFile("NotoSerif-Regular.ttf")],
  ["serif bold", readFontFile("NotoSerif-Bold.ttf")],
  ["sans regular", readFontFile("NotoSans-Regular.ttf")],
] as const;

function drawElement(pen: Pen, element: DesignElement): void {
  if (element.type === "rectangle") drawRectangle(pen, element);
  else if (element.type === "text") drawText(pen, element);
  else if (element.type === "logo") drawLogo(pen, element);
  else if (element.type === "qr") drawQr(pen, element);
}

function drawRectangle({ page }: Pen, element: Extract<DesignElement, { type: "rectangle" }>): void {
  const [borderWidth, borderColor] = [element.thickness ?? 1, toColour(element.stroke ?? "#000000")];
  page.drawRectangle({
    x: element.x,
    y: height - element.y - element.height,
    width: element.width,
    height: element.height,
    borderWidth,
    borderColor,
  });
}

function drawText({ page, fonts, content }: Pen, element: Extract<DesignElement, { type: "text" }>): void {
  const font = fonts.get(`${element.family} ${element.weight}`);
  if (!font) throw new Error("no such font");
  const text = fillPlaceholders(element.content, listPlaceholderValues(content, "en")).join(" ");
  const x = element.x + (element.width - font.widthOfTextAtSize(text, element.size)) / 2;
  const y = height - element.y - element.height / 2 - element.size / 3;
  page.drawText(text, { x, y, size: element.size, font, color: toColour(element.colour) });
}

function drawLogo({ page, logo }: Pen, element: Extract<DesignElement, { type: "logo" }>): void {
  const size = logo.scaleToFit(element.width, element.height);
  page.drawImage(logo, { x: element.x, y: height - element.y - size.height, ...size });
}

function drawQr({ page, content }: Pen, element: Extract<DesignElement, { type: "qr" }>): void {
  const modules = encodeQR(content.verificationUrl, "raw", { ecc: "medium", border: 4 });
  const size = element.size / modules.length;
  modules.forEach((row, line) => {
    row.forEach((isDark, column) => {
      if (!isDark) return;
      const [x, y] = [element.x + column * size, height - element.y - (line + 1) * size];
      page.drawRectangle({ x, y, width: size, height: size, color: toColour(element.colour) });
    });
  });
}

function toColour(colour: string) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255);
  return rgb(red, green, blue);
}
