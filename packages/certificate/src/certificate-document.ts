// The document that a certificate's hash is taken of (docs/certificate-hash.md). It must never hold an e-mail address or a
// private value in the clear: those stand in it as salted digests only.
import { z } from "zod";
import { canonicalizeJson, type Json } from "./canonical-json.ts";
import { Environment } from "./environment.ts";
import { Locale } from "./locale.ts";
import { sha256Hex } from "./sha256-hex.ts";

const Sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

export const CertificateDocument = z.strictObject({
  certificateId: z.string(),
  certificateUuid: z.uuid(),
  environment: Environment,
  expiresAt: z.iso.datetime().nullable(),
  issuedAt: z.iso.datetime(),
  issuer: z.strictObject({ id: z.guid(), name: z.string() }),
  // Only there when the issuer named one: a document without it hashes as it always did.
  locale: Locale.exactOptional(),
  privateDigests: z.array(Sha256Hex),
  publicMetadata: z.record(z.string(), z.json()),
  recipientEmailDigest: Sha256Hex,
  recipientName: z.string(),
  template: z.strictObject({ id: z.guid(), version: z.int() }),
  title: z.string(),
  version: z.literal(1),
});
export type CertificateDocument = z.infer<typeof CertificateDocument>;

/** What must be kept, sealed, to show later that a digest stands for a value. */
export type Disclosure = { salt: string; key: string; value: Json };

/** The canonical text of a document and its hash: lower-case hex SHA-256 over the text's UTF-8 bytes. */
export function hashDocument(document: CertificateDocument): { text: string; hash: string } {
  const text = canonicalizeJson(document);
  return { text, hash: sha256Hex(text) };
}

/** The digest that stands for a private value: SHA-256 over the canonical form of `[salt, key, value]` (as SD-JWT discloses, RFC 9901). */
export function digestDisclosure({ salt, key, value }: Disclosure): string {
  return sha256Hex(canonicalizeJson([salt, key, value]));
}
