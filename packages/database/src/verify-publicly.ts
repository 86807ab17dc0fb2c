import type { Environment } from "@attestry/certificate/environment";
import { MetadataField } from "@attestry/certificate/metadata-schema";
import { z } from "zod";
import { PublicCertificateColumns, withDocument } from "./certificate-row.ts";
import type { Database } from "./database.ts";
import { EditedCertificate } from "./verify-certificate.ts";

const Field = MetadataField.pick({ key: true, label: true, labels: true, type: true, visibility: true });
const Check = z.object({ checkedAt: z.iso.datetime() });
const Shown = PublicCertificateColumns.extend({ fields: z.array(Field) });

/** `domain` is one that it proved to be its own, by the time of `domainProvenAt`. */
const IssuerBase = z.object({
  logoSha256: z.string().nullable(),
  isIndexed: z.boolean(),
  endsFilesOnRevocation: z.boolean(),
});
const Issuer = z.union([
  IssuerBase.extend({ domain: z.string(), domainProvenAt: z.string() }),
  IssuerBase.extend({ domain: z.null(), domainProvenAt: z.null() }),
]);
export type PublicIssuer = z.infer<typeof Issuer>;

/** What a file is by its hash: the issued PDF, the record itself, or neither; null when none was asked about. */
const FileMatch = z.enum(["pdf", "record", "other"]).nullable();

const Found = Check.extend({ issuer: Issuer, hasPicture: z.boolean(), file: FileMatch });

const Answer = z.discriminatedUnion("result", [
  Found.extend({ result: z.enum(["verified", "expired"]), certificate: Shown.transform(withDocument) }),
  Found.extend({ result: z.literal("revoked"), certificate: Shown.extend({ revokedAt: z.string() }).transform(withDocument) }),
  Check.extend({ result: z.literal("invalid"), certificate: EditedCertificate }),
  Check.extend({ result: z.literal("not_found") }),
]);
export type PublicVerification = z.infer<typeof Answer>;
export type FoundVerification = Extract<PublicVerification, { result: "verified" | "expired" | "revoked" }>;

/** Where a check was asked for: its page, its page with a file's hash, a receipt, or a badge or card on another page. */
export type VerificationSource = "page" | "file" | "receipt" | "embed";

export type VerifyPubliclyInput = {
  environment: Environment;
  /** The organization's own, which a page was asked for at. */
  verifyHost: string | null;
  organizationSlug: string | null;
  reference: string;
  country: string | null;
  source: VerificationSource;
  /** In lower-case hex, of a file that somebody was handed. */
  fileSha256: string | null;
};

/** Checks a certificate for anyone, by its page, and writes the log row. It never answers an e-mail address or a private value. */
export function verifyPublicly(database: Database, input: VerifyPubliclyInput): Promise<PublicVerification> {
  return database("verify_publicly", input, Answer);
}
