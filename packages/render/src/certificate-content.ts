// Everything a certificate's document may show. It must never hold an e-mail address or private metadata.

/** One public field, as the template declares it: `key` names it in placeholders, `label` and `value` are drawn. */
export type PublicField = { key: string; label: string; value: string };

/** A picture as it was uploaded. */
export type Picture = { mediaType: "image/png" | "image/jpeg"; bytes: Uint8Array };

/** The issuer's logo. */
export type Logo = Picture;

/** The content of one certificate. Times are ISO 8601 in UTC with milliseconds, `certificateHash` is lower-case hex. */
export type CertificateContent = {
  certificateId: string;
  environment: "sandbox" | "live";
  recipientName: string;
  title: string;
  issuerName: string;
  issuedAt: string;
  expiresAt: string | null;
  certificateHash: string;
  verificationUrl: string;
  /** The canonical text that `certificateHash` is the SHA-256 of; it is attached to the document. */
  document: string;
  publicFields: PublicField[];
  /** A BCP 47 tag: which of its languages the page is in, and the shape that Han characters and Arabic letters have in names. */
  locale: string;
  logo: Logo | null;
};
