import { ApiError } from "@attestry/certificate/api-error";
import type { Environment } from "@attestry/certificate/environment";
import { findPublicPdf } from "@attestry/database/find-public-pdf";
import type { ApiContext } from "../requests/api.ts";

type Named = { environment: Environment; organizationId: string; fileName: string };

/** Throws FORBIDDEN for the file of a revoked certificate whose organization wants its files to end with it. */
export async function requireFilesNotEnded(c: ApiContext, { environment, organizationId, fileName }: Named): Promise<void> {
  const { database } = c.get("services");
  const reference = fileName.replace(/\.(?:pdf|png)$/, "");
  const pdf = await findPublicPdf(database, { environment, verifyHost: null, organizationSlug: organizationId, reference });
  if (pdf && !pdf.isDownloadable)
    throw new ApiError("FORBIDDEN", { message: "The files of this certificate were withdrawn when it was revoked." });
}
