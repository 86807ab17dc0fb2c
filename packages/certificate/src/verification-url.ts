export type VerifyBases = { sandbox: string; live: string };

/**
 * `<verify base of the environment>/[<organization slug>/]<certificateId>`: the deployment's primary organization is served at the
 * root. Bases carry no trailing slash; an id needs no escaping (`certificateIdPattern`).
 */
export function verificationUrl(
  bases: VerifyBases,
  certificate: { environment: "sandbox" | "live"; certificateId: string },
  organization: { slug: string; isPrimary: boolean },
): string {
  const folder = organization.isPrimary ? "" : `${organization.slug}/`;
  return `${bases[certificate.environment]}/${folder}${certificate.certificateId}`;
}
