import { PDFDocument, rgb } from "pdf-lib";

/** A PDF of one green page, whole and as a program writes it. */
export async function makeOnePagePdf(): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create();
  document.addPage([300, 200]).drawRectangle({ width: 300, height: 200, color: rgb(0, 0.5, 0) });
  return new Uint8Array(await document.save());
}
