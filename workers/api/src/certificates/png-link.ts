import type { Environment } from "@attestry/certificate/environment";
import { type PdfLocation, toPathSegment } from "@attestry/issuing/stored-pdf";
import type { z } from "zod";
import type { Config } from "../env.ts";
import { usualPictureWidth } from "../pictures/widths.ts";
import { fileLink, signFileLink } from "./sign-file-link.ts";

export const PngLink = fileLink("https://api.attestry.example/v1/pictures/…");

type Owner = { environment: Environment; organizationId: string };
type Certificate = PdfLocation & { certificateId: string };

/** A link to the stored PDF's picture, which is drawn when the link is first followed. */
export function pngLink(
  config: Config,
  { environment, organizationId }: Owner,
  certificate: Certificate,
  signedAt: Date,
): z.infer<typeof PngLink> {
  const path = `/v1/pictures/${environment}/${organizationId}/${toPathSegment(certificate)}/${usualPictureWidth}/${certificate.certificateId}.png`;
  return signFileLink(config, environment, path, signedAt);
}
