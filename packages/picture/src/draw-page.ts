// Draws the first page of a PDF. It must never run what a document carries (scripts, forms, actions), and frees all that it took.
import { type Drawing, mostPixels, type Refusal, widthBounds } from "./drawing.ts";
import { encodePng } from "./encode-png.ts";
import type { Pdfium } from "./open-pdfium.ts";

// Values of PDFium's own headers: fpdfview.h.
const bitmapFormat = 2; // FPDFBitmap_BGR: three bytes a pixel
const reverseByteOrder = 0x10; // FPDF_REVERSE_BYTE_ORDER: and these in the order that PNG has
const white = 0xffffffff;
const passwordErrors = [4, 5]; // FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

/** The same bytes give the same picture. Throws when PDFium fails or has no memory; its instance is not to be used again then. */
export function drawPage(pdfium: Pdfium, pdf: Uint8Array, widthPixels: number): Drawing {
  const isWithin = widthPixels >= widthBounds.least && widthPixels <= widthBounds.most;
  if (!Number.isInteger(widthPixels) || !isWithin) return refuse("width_out_of_bounds");
  const { malloc, free } = pdfium.calls.pdfium.wasmExports;
  const file = malloc(Math.max(1, pdf.length));
  if (file === 0) throw new Error("PDFium has no memory for the file.");
  try {
    new Uint8Array(pdfium.memory.buffer).set(pdf, file);
    return drawDocument(pdfium, file, pdf.length, widthPixels);
  } finally {
    free(file);
  }
}

function drawDocument(pdfium: Pdfium, file: number, sizeBytes: number, widthPixels: number): Drawing {
  const { calls } = pdfium;
  const document = calls.FPDF_LoadMemDocument(file, sizeBytes, "");
  if (document === 0) return refuse(passwordErrors.includes(calls.FPDF_GetLastError()) ? "encrypted" : "unreadable");
  try {
    const page = calls.FPDF_LoadPage(document, 0);
    if (page === 0) return refuse("unreadable");
    try {
      return drawLoadedPage(pdfium, page, widthPixels);
    } finally {
      calls.FPDF_ClosePage(page);
    }
  } finally {
    calls.FPDF_CloseDocument(document);
  }
}

function drawLoadedPage({ calls, memory }: Pdfium, page: number, width: number): Drawing {
  const height = Math.round((width * calls.FPDF_GetPageHeightF(page)) / calls.FPDF_GetPageWidthF(page));
  if (!(height >= 1 && width * height <= mostPixels)) return refuse("page_out_of_bounds");
  const bitmap = calls.FPDFBitmap_CreateEx(width, height, bitmapFormat, 0, 0);
  if (bitmap === 0) throw new Error("PDFium has no memory for the picture.");
  try {
    calls.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, white);
    calls.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, reverseByteOrder);
    const pixels = new Uint8Array(memory.buffer, calls.FPDFBitmap_GetBuffer(bitmap));
    return { ok: true, png: encodePng({ width, height, strideBytes: calls.FPDFBitmap_GetStride(bitmap), pixels }) };
  } finally {
    calls.FPDFBitmap_Destroy(bitmap);
  }
}

function refuse(refusal: Exclude<Refusal, "engine_failed">): Drawing {
  return { ok: false, refusal };
}
