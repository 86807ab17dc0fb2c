// Where issued PDFs lie. It must never answer with the bytes of another PDF than the one that is asked for.
import { packFileName, pdfFileName } from "./file-name.ts";
import { openPack } from "./pdf-pack.ts";

/** `pdfPack` is the SHA-256 of the pack that holds it; null when it is a file of its own. Both in lower-case hex. */
export type PdfLocation = { pdfSha256: string; pdfPack: string | null };

/** The part of a bucket that reading needs. */
export type ReadableBucket = { get(name: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null> };

/** The PDF as it was issued, or null when it is no longer stored. */
export async function findStoredPdf(
  bucket: ReadableBucket,
  organizationId: string,
  { pdfSha256, pdfPack }: PdfLocation,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const name = pdfPack === null ? pdfFileName(organizationId, pdfSha256) : packFileName(organizationId, pdfPack);
  const file = await bucket.get(name);
  if (!file) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return pdfPack === null ? bytes : openPack(bytes)(pdfSha256);
}

/** As it stands in a link: the PDF's hash, and the pack's after a hyphen. */
export function toPathSegment({ pdfSha256, pdfPack }: PdfLocation): string {
  return pdfPack === null ? pdfSha256 : `${pdfSha256}-${pdfPack}`;
}

/** Reads what `toPathSegment` wrote. */
export function parsePathSegment(segment: string): PdfLocation {
  const [pdfSha256 = "", pdfPack = null] = segment.split("-");
  return { pdfSha256, pdfPack };
}
