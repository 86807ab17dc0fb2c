import { canonicalizeJson } from "@attestry/certificate/canonical-json";
import type { CertificateDocument } from "@attestry/certificate/certificate-document";
import type { Environment } from "@attestry/certificate/environment";
import { sha256Hex } from "@attestry/certificate/sha256-hex";

/**
 * The canonical text of the document that a page shows. Throws when it is not, byte for byte, what the hash was taken of, or when
 * it belongs to the other environment: the database has checked both, and a page that disagrees with it must not be shown.
 */
export function getCanonicalText(document: CertificateDocument, certificateHash: string, environment: Environment): string {
  const text = canonicalizeJson(document);
  if (sha256Hex(text) !== certificateHash) throw new Error("The document to be shown does not match its hash.");
  if (document.environment !== environment) throw new Error("The document to be shown belongs to the other environment.");
  return text;
}
