import type { Environment } from "@attestry/certificate/environment";
import { type PdfLocation, toPathSegment } from "@attestry/issuing/stored-pdf";
import type { z } from "zod";
import type { Config } from "../env.ts";
import { fileLink, signFileLink } from "./sign-file-link.ts";

export const PdfLink = fileLink("https://api.attestry.example/v1/files/…");

type Owner = { environment: Environment; organizationId: string };
type Certificate = PdfLocation & { certificateId: string };

/** A link to the stored PDF. */
export function pdfLink(
  config: Config,
  { environment, organizationId }: Owner,
  certificate: Certificate,
  signedAt: Date,
): z.infer<typeof PdfLink> {
  const path = `/v1/files/${environment}/${organizationId}/${toPathSegment(certificate)}/${certificate.certificateId}.pdf`;
  return signFileLink(config, environment, path, signedAt);
}
