import type { Environment } from "@attestry/certificate/environment";
import type { z } from "zod";
import type { Config } from "../env.ts";
import { usualPictureWidth } from "../pictures/widths.ts";
import { fileLink, signFileLink } from "./sign-file-link.ts";

export const PngLink = fileLink("https://api.attestry.example/v1/pictures/…");

type Owner = { environment: Environment; organizationId: string };
type Certificate = { certificateId: string; pdfSha256: string };

/** A link to the stored PDF's picture, which is drawn when the link is first followed. */
export function pngLink(
  config: Config,
  { environment, organizationId }: Owner,
  { certificateId, pdfSha256 }: Certificate,
  signedAt: Date,
): z.infer<typeof PngLink> {
  const path = `/v1/pictures/${environment}/${organizationId}/${pdfSha256}/${usualPictureWidth}/${certificateId}.png`;
  return signFileLink(config, environment, path, signedAt);
}
