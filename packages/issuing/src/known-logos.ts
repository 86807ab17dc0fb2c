import { base64 } from "@attestry/certificate/encoding";
import type { IssuingContext } from "@attestry/database/get-issuing-context";
import type { CertificateContent } from "@attestry/render/certificate-content";
import { RecentlyUsed } from "./recently-used.ts";

export type Logo = NonNullable<CertificateContent["logo"]>;

/** The logos an isolate holds, by their SHA-256. */
export class KnownLogos extends RecentlyUsed<Logo> {}

/** The organization's logo, or null when it has none: one of `held`, or the one the database sent, which is kept in `known`. */
export function findLogo(known: KnownLogos, held: Map<string, Logo>, organization: IssuingContext["organization"]): Logo | null {
  if (!organization.logoSha256) return null;
  const logo = held.get(organization.logoSha256) ?? decodeLogo(organization.logo);
  known.keep(organization.logoSha256, logo);
  return logo;
}

function decodeLogo(sent: IssuingContext["organization"]["logo"]): Logo {
  if (!sent) throw new Error("The database left out a logo that this isolate does not hold.");
  return { mediaType: sent.mediaType, bytes: base64.decode(sent.base64) };
}
