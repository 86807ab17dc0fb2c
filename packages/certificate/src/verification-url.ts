export type VerifyBases = { sandbox: string; live: string };

/** `verifyHost` is a host of its own, at which its live certificates are shown; null for the deployment's. */
export type VerificationOwner = { slug: string; isPrimary: boolean; verifyHost: string | null };

/**
 * `<verify base of the environment>/[<organization slug>/]<certificateId>`: the deployment's primary organization is served at the
 * root, and one with a verify host of its own at the root of that. Bases carry no trailing slash; an id needs no escaping
 * (`certificateIdPattern`).
 */
export function verificationUrl(
  bases: VerifyBases,
  certificate: { environment: "sandbox" | "live"; certificateId: string },
  organization: VerificationOwner,
): string {
  if (certificate.environment === "live" && organization.verifyHost !== null) {
    return `${toHostBase(organization.verifyHost)}/${certificate.certificateId}`;
  }
  const folder = organization.isPrimary ? "" : `${organization.slug}/`;
  return `${bases[certificate.environment]}/${folder}${certificate.certificateId}`;
}

/** The base of the pages at an organization's own host. */
export function toHostBase(verifyHost: string): string {
  return `https://${verifyHost}`;
}
