// Turns an issuer's wish into a certificate: ids, digests, document, hash. Pure but for the random salts and ids it draws.

import type { Json } from "@attestry/certificate/canonical-json";
import {
  type CertificateDocument,
  type Disclosure,
  digestDisclosure,
  hashDocument,
} from "@attestry/certificate/certificate-document";
import { createCertificateId } from "@attestry/certificate/certificate-id";
import { createRandomText } from "@attestry/certificate/random-text";
import type { PrintingContext } from "@attestry/database/printing-context";
import type { IssueInput } from "./issue-input.ts";

export type BuiltCertificate = {
  document: CertificateDocument;
  /** The canonical text that `hash` is the SHA-256 of. */
  text: string;
  hash: string;
  /** To be sealed: it opens the document's digests. */
  disclosures: { recipientEmail: Disclosure; private: Disclosure[] };
};

type Template = { id: string; version: number };

/** `now` stands in for a missing `issuedAt`, a random uuid for a missing one. */
export function buildCertificate(
  context: PrintingContext,
  template: Template,
  input: IssueInput,
  now: Date,
  certificateUuid: string = crypto.randomUUID(),
): BuiltCertificate {
  const { organization, environment } = context;
  const recipientEmail = disclose("recipientEmail", input.recipientEmail);
  const disclosures = Object.entries(input.privateMetadata).map(([key, value]) => disclose(key, value));
  const document: CertificateDocument = {
    certificateId: input.certificateId ?? createCertificateId(organization.certificatePrefix),
    certificateUuid,
    environment,
    expiresAt: input.expiresAt,
    issuedAt: input.issuedAt ?? now.toISOString(),
    issuer: { id: organization.id, name: organization.name },
    ...(input.locale !== undefined && { locale: input.locale }),
    // Sorted, so that their order tells nothing of the names of the private fields.
    privateDigests: disclosures.map(digestDisclosure).sort(),
    publicMetadata: input.publicMetadata,
    recipientEmailDigest: digestDisclosure(recipientEmail),
    recipientName: input.recipientName,
    template: { id: template.id, version: template.version },
    title: input.title,
    version: 1,
  };
  return { document, ...hashDocument(document), disclosures: { recipientEmail, private: disclosures } };
}

/** 22 base-62 characters of salt, 130 bits: nobody finds an identity number behind its digest by trying them all. */
function disclose(key: string, value: Json): Disclosure {
  return { salt: createRandomText("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 22), key, value };
}
