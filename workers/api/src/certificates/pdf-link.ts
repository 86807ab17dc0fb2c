import type { Environment } from "@attestry/certificate/environment";
import { signPath } from "@attestry/certificate/signed-path";
import { z } from "zod";
import type { Config } from "../env.ts";

const lifetimeSeconds = 3600;

export const PdfLink = z.strictObject({
  url: z.url().meta({ description: "Works without a key until it expires.", example: "https://api.attestry.example/v1/files/…" }),
  expiresIn: z.literal(lifetimeSeconds).meta({ description: "Seconds." }),
});

type Certificate = { certificateId: string; pdfSha256: string };

/** A link to the stored PDF that lives an hour from `signedAt`. */
export function pdfLink(
  { apiUrls, linkSigningKey }: Config,
  owner: { environment: Environment; organizationId: string },
  { certificateId, pdfSha256 }: Certificate,
  signedAt: Date,
): z.infer<typeof PdfLink> {
  const path = `/v1/files/${owner.environment}/${owner.organizationId}/${pdfSha256}/${certificateId}.pdf`;
  const expiresAtSeconds = Math.floor(signedAt.getTime() / 1000) + lifetimeSeconds;
  return { url: apiUrls[owner.environment] + signPath(linkSigningKey, path, expiresAtSeconds), expiresIn: lifetimeSeconds };
}
