import type { Environment } from "@attestry/certificate/environment";
import { z } from "zod";
import type { Database } from "./database.ts";

const Pdf = z.object({
  organizationId: z.guid(),
  certificateUuid: z.guid(),
  pdfSha256: z.string(),
  pdfPack: z.string().nullable(),
  /** Whether anyone may see a picture of it: not of one that is revoked, or holds something private. */
  hasPicture: z.boolean(),
  /** Whether links lead to it: not where its issuer ends that with a revocation. */
  isDownloadable: z.boolean(),
});
const Answer = z.object({ pdf: Pdf.nullable() });

export type FindPublicPdfInput = {
  environment: Environment;
  verifyHost: string | null;
  organizationSlug: string | null;
  reference: string;
};

/** Where a certificate's PDF lies, and who may see it; null when there is no such certificate. Nothing is logged. */
export async function findPublicPdf(database: Database, input: FindPublicPdfInput) {
  return (await database("find_public_pdf", input, Answer)).pdf;
}
