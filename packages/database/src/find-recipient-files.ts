import type { Environment } from "@attestry/certificate/environment";
import { z } from "zod";
import type { Database } from "./database.ts";

const Files = z.object({
  organizationId: z.guid(),
  certificateUuid: z.guid(),
  pdfSha256: z.string(),
  pdfPack: z.string().nullable(),
});
const Answer = z.object({ files: Files.nullable() });

export type FindRecipientFilesInput = { environment: Environment; organizationSlug: string | null; reference: string };

/** Where a certificate's files lie; null when there is none, or its issuer ends them with the revocation. Whether who asks may have them is not asked here. */
export async function findRecipientFiles(database: Database, input: FindRecipientFilesInput) {
  return (await database("find_recipient_files", input, Answer)).files;
}
