import { PDFDocument } from "pdf-lib";

/** What a file says of itself. Throws when it is no PDF. */
export async function readPdf(bytes: Uint8Array) {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  return {
    title: document.getTitle(),
    subject: document.getSubject(),
    keywords: document.getKeywords(),
    pages: document.getPages().map((page) => page.getSize()),
  };
}
