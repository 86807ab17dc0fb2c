import { byteOrderMark, writeCsvLine } from "@attestry/bulk/write-csv";
import type { Environment } from "@attestry/certificate/environment";
import { type VerifyBases, verificationUrl } from "@attestry/certificate/verification-url";
import type { Organization } from "@attestry/database/caller";
import type { BatchItem } from "@attestry/database/list-batch-items";
import { packFileName } from "@attestry/issuing/file-name";
import { openPack } from "@attestry/issuing/pdf-pack";
import { findStoredPdf, type PdfLocation, type ReadableBucket } from "@attestry/issuing/stored-pdf";

type Source = { bucket: ReadableBucket; verifyBases: VerifyBases; organization: Organization; environment: Environment };

export type ArchiveFile = { name: string; input: Uint8Array | string; lastModified: Date };

// Its bytes depend on what is in it alone.
const lastModified = new Date("2026-01-01T00:00:00Z");

/** The PDFs of issued rows, and when all were read what is to be said about them. A row whose PDF is not there is told, never left out in silence. */
export async function* listArchiveFiles(source: Source, items: AsyncIterable<BatchItem>): AsyncGenerator<ArchiveFile> {
  const readPdf = openReader(source);
  const chooseName = openNames();
  const missing: string[] = [];
  let manifest =
    byteOrderMark + writeCsvLine(["certificateId", "fileName", "pdfSha256", "certificateHash", "status", "verificationUrl"]);
  for await (const { certificateId, certificate, line } of items) {
    if (!certificate || certificateId === null) continue;
    const { pdfSha256, certificateHash, status } = certificate;
    const { verifyBases, organization, environment } = source;
    const pdf = await readPdf(certificate).catch(() => null);
    const name = pdf ? chooseName(certificateId, line) : null;
    if (pdf && name !== null) yield { name, input: pdf, lastModified };
    else missing.push(certificateId);
    const url = verificationUrl(verifyBases, { environment, certificateId }, organization);
    manifest += writeCsvLine([certificateId, name, pdfSha256, certificateHash, status, url]);
  }
  yield { name: "manifest.csv", input: manifest, lastModified };
  if (missing.length > 0) yield { name: "missing.txt", input: writeMissing(missing), lastModified };
}

/** The rows of a pack lie together, so that one pack at a time is held. */
function openReader({ bucket, organization }: Source) {
  let held: { pack: string; find: ReturnType<typeof openPack> } | null = null;
  return async (location: PdfLocation): Promise<Uint8Array | null> => {
    const { pdfPack, pdfSha256 } = location;
    if (pdfPack === null) return findStoredPdf(bucket, organization.id, location);
    if (held?.pack !== pdfPack) {
      held = null;
      const file = await bucket.get(packFileName(organization.id, pdfPack));
      if (!file) return null;
      held = { pack: pdfPack, find: openPack(new Uint8Array(await file.arrayBuffer())) };
    }
    return held.find(pdfSha256);
  };
}

/** Where case makes no difference, one file must not overwrite another. */
function openNames() {
  const taken = new Set<string>();
  return (certificateId: string, line: number): string => {
    const plain = `${certificateId}.pdf`;
    const name = taken.has(plain.toLowerCase()) ? `${certificateId}~${line}.pdf` : plain;
    taken.add(name.toLowerCase());
    return name;
  };
}

function writeMissing(certificateIds: string[]): string {
  return `These certificates were issued, but their PDFs could not be read. Download the archive again; if they are still missing, tell us.\n\n${certificateIds.join("\n")}\n`;
}
