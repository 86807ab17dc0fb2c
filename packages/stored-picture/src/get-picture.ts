// The picture of a stored PDF: kept once drawn, drawn again whenever it is not there.
import { ApiError } from "@attestry/certificate/api-error";
import { findStoredPdf, type PdfLocation } from "@attestry/issuing/stored-pdf";
import type { PictureService } from "@attestry/picture/drawing";
import { drawWithService } from "./draw-with-service.ts";

/** The part of a bucket that is needed here. */
type Files = {
  get(name: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>;
  put(name: string, bytes: Uint8Array, options: { httpMetadata: { contentType: string } }): Promise<unknown>;
};

export type PictureSource = { files: Files; pictures: PictureService };

export type StoredPdf = PdfLocation & { organizationId: string };

/** Throws NOT_FOUND when the PDF is no longer stored, VALIDATION_ERROR when the picture would be too large. */
export async function getPicture({ files, pictures }: PictureSource, pdf: StoredPdf, widthPixels: number): Promise<Uint8Array> {
  const name = pictureFileName(pdf, widthPixels);
  const kept = await files.get(name);
  if (kept) return new Uint8Array(await kept.arrayBuffer());
  const stored = await findStoredPdf(files, pdf.organizationId, pdf);
  if (!stored) throw new ApiError("NOT_FOUND", { message: "This file is no longer stored." });
  const png = await drawWithService(pictures, stored, widthPixels);
  await keep(files, name, png);
  return png;
}

/** Beside the PDFs, under the hash of the one it shows. */
export function pictureFileName(
  { organizationId, pdfSha256 }: Pick<StoredPdf, "organizationId" | "pdfSha256">,
  widthPixels: number,
): string {
  return `png/${organizationId}/${pdfSha256}/${widthPixels}.png`;
}

/** What cannot be kept is drawn again next time: no reason to withhold it now. */
async function keep(files: Files, name: string, png: Uint8Array): Promise<void> {
  try {
    await files.put(name, png, { httpMetadata: { contentType: "image/png" } });
  } catch (error) {
    const errorName = error instanceof Error ? error.name : "not an Error";
    const line = { level: "warn", message: "a picture could not be kept", time: new Date().toISOString(), errorName };
    console.warn(JSON.stringify(line));
  }
}
