/** Where a certificate's PDF lies in its environment's bucket: under the hash of its bytes, so that storing it twice is harmless. */
export function pdfFileName(organizationId: string, pdfSha256: string): string {
  return `pdf/${organizationId}/${pdfSha256}.pdf`;
}

/** Where a pack of PDFs lies, under the hash of its own bytes. */
export function packFileName(organizationId: string, packSha256: string): string {
  return `pack/${organizationId}/${packSha256}`;
}

/** Where a template lies that is compiled for one organization, in its environment's bucket. */
export function compiledFileName(organizationId: string, key: string): string {
  return `compiled/${organizationId}/${key}`;
}

/** Where an uploaded asset lies in its environment's bucket, as it was sent. */
export function assetFileName(organizationId: string, sha256: string): string {
  return `asset/${organizationId}/${sha256}`;
}
