import { byteOrderMark, writeCsvLine } from "@attestry/bulk/write-csv";
import type { Environment } from "@attestry/certificate/environment";
import { type VerifyBases, verificationUrl } from "@attestry/certificate/verification-url";
import type { Batch } from "@attestry/database/batch";
import type { Organization } from "@attestry/database/caller";
import type { BatchItem } from "@attestry/database/list-batch-items";
import { packFileName } from "@attestry/issuing/file-name";
import { openPack } from "@attestry/issuing/pdf-pack";
import { findStoredPdf, type PdfLocation, type ReadableBucket } from "@attestry/issuing/stored-pdf";

type Counts = Pick<Batch, "id" | "totalCount" | "failedCount" | "cancelledCount">;

/** `lastModified` is every file's: the archive's bytes depend on the batch alone, not on when they are asked for. */
type Source = {
  bucket: ReadableBucket;
  verifyBases: VerifyBases;
  organization: Organization;
  environment: Environment;
  batch: Counts;
  lastModified: Date;
};

export type ArchiveFile = { name: string; input: Uint8Array | string; lastModified: Date };

/** The PDFs of issued rows, pack by pack, and when all were read what is to be said about them, row by row. A row whose PDF is not there is told, never left out in silence, and so is how many rows have none. */
export async function* listArchiveFiles(source: Source, items: AsyncIterable<BatchItem>): AsyncGenerator<ArchiveFile> {
  const { lastModified } = source;
  const readPdf = openReader(source);
  const chooseName = openNames();
  const issued: Issued[] = [];
  for await (const { certificateId, certificate, line } of items) {
    if (certificate && certificateId !== null) issued.push({ certificateId, certificate, name: chooseName(certificateId, line) });
  }
  const missing = new Set<string>();
  for (const { certificateId, certificate, name } of issued.toSorted(byPack)) {
    const pdf = await readPdf(certificate).catch(() => null);
    if (pdf) yield { name, input: pdf, lastModified };
    else missing.add(certificateId);
  }
  yield { name: "manifest.csv", input: writeManifest(source, issued, missing), lastModified };
  if (missing.size > 0) yield { name: "missing.txt", input: writeMissing([...missing]), lastModified };
  if (issued.length === source.batch.totalCount) return;
  yield { name: "incomplete.txt", input: writeIncomplete(source.batch, issued.length, missing.size), lastModified };
}

type Issued = { certificateId: string; certificate: NonNullable<BatchItem["certificate"]>; name: string };

/** Rows of several templates take turns in a file, and so do the packs that hold their PDFs. */
function byPack(one: Issued, other: Issued): number {
  const [a, b] = [one.certificate.pdfPack ?? "", other.certificate.pdfPack ?? ""];
  return a < b ? -1 : Number(a > b);
}

function writeManifest({ verifyBases, organization, environment }: Source, issued: Issued[], missing: Set<string>): string {
  const header = ["certificateId", "fileName", "pdfSha256", "certificateHash", "status", "verificationUrl"];
  const lines = issued.map(({ certificateId, certificate, name }) => {
    const { pdfSha256, certificateHash, status } = certificate;
    const url = verificationUrl(verifyBases, { environment, certificateId }, organization);
    return writeCsvLine([certificateId, missing.has(certificateId) ? null : name, pdfSha256, certificateHash, status, url]);
  });
  return byteOrderMark + writeCsvLine(header) + lines.join("");
}

/** One pack at a time is held. */
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

// Names of devices, which Windows gives to no file, whatever the extension.
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Where case makes no difference, one file must not overwrite another. */
function openNames() {
  const taken = new Set<string>();
  return (certificateId: string, line: number): string => {
    const plain = `${certificateId}.pdf`;
    const free = reserved.test(plain) ? `${line}~${plain}` : plain;
    const name = taken.has(free.toLowerCase()) ? `${certificateId}~${line}.pdf` : free;
    taken.add(name.toLowerCase());
    return name;
  };
}

function writeMissing(certificateIds: string[]): string {
  return `These certificates were issued, but their PDFs could not be read. Download the archive again; if they are still missing, tell us.\n\n${certificateIds.join("\n")}\n`;
}

/** The counts are of when the archive was begun: what has failed since then is among those still to be issued. */
function writeIncomplete({ id, totalCount, failedCount, cancelledCount }: Counts, issuedCount: number, missingCount: number) {
  const waitingCount = Math.max(0, totalCount - issuedCount - failedCount - cancelledCount);
  const others = [
    ["issued, but listed in missing.txt", missingCount],
    ["failed", failedCount],
    ["cancelled", cancelledCount],
    ["still to be issued", waitingCount],
  ] as const;
  const lines = others.filter(([, count]) => count > 0).map(([what, count]) => `${what}: ${count}`);
  const advice = waitingCount > 0 ? "\nDownload the archive again when the batch has ended." : "";
  const begin = `This archive has the PDFs of ${issuedCount - missingCount} of the ${totalCount} rows of the batch ${id}. The others:`;
  return `${begin}\n\n${lines.join("\n")}\n\nWhat became of each row: /v1/batches/${id}/results.csv${advice}\n`;
}
