// Puts objects we wrote ourselves into a pdf-lib document. It must never be given text of a caller's that was not escaped.
import { type PDFContext, PDFDict, PDFObjectParser, PDFRawStream, PDFRef } from "pdf-lib";
import type { PdfObject } from "./pdf-object.ts";

/** Assigns the object to its number in the document. */
export function assignObject(context: PDFContext, { number, value, stream }: PdfObject): void {
  const parsed = PDFObjectParser.forBytes(new TextEncoder().encode(value), context).parseObject();
  if (stream && !(parsed instanceof PDFDict)) throw new Error("a stream has no dictionary");
  const object = stream && parsed instanceof PDFDict ? PDFRawStream.of(parsed, stream) : parsed;
  context.assign(PDFRef.of(number), object);
}
