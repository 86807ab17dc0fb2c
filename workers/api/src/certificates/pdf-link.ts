import type { Environment } from "@attestry/certificate/environment";
import type { z } from "zod";
import type { Config } from "../env.ts";
import { fileLink, signFileLink } from "./sign-file-link.ts";

export const PdfLink = fileLink("https://api.attestry.example/v1/files/…");

type Owner = { environment: Environment; organizationId: string };
type Certificate = { certificateId: string; pdfSha256: string };

/** A link to the stored PDF. */
export function pdfLink(
  config: Config,
  { environment, organizationId }: Owner,
  { certificateId, pdfSha256 }: Certificate,
  signedAt: Date,
): z.infer<typeof PdfLink> {
  const path = `/v1/files/${environment}/${organizationId}/${pdfSha256}/${certificateId}.pdf`;
  return signFileLink(config, environment, path, signedAt);
}
