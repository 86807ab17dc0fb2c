import type { IssuingContext } from "@attestry/database/get-issuing-context";
import type { CertificateContent } from "@attestry/render/certificate-content";
import { base64 } from "./encoding.ts";
import { makeRoom } from "./known-templates.ts";

export type Logo = NonNullable<CertificateContent["logo"]>;
/** The logos an isolate holds, by their SHA-256. */
export type KnownLogos = Map<string, Logo>;

const mostLogos = 50;

/** The organization's logo, or null when it has none. */
export function findLogo(known: KnownLogos, organization: IssuingContext["organization"]): Logo | null {
  if (!organization.logoSha256) return null;
  const held = known.get(organization.logoSha256);
  if (held) return held;
  if (!organization.logo) throw new Error("The database left out a logo that this isolate does not hold.");
  const logo = { mediaType: organization.logo.mediaType, bytes: base64.decode(organization.logo.base64) };
  makeRoom(known, mostLogos);
  known.set(organization.logoSha256, logo);
  return logo;
}
