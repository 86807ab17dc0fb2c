import { createRandomText } from "./random-text.ts";

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export const certificateIdPattern = /^[A-Za-z0-9._-]{1,64}$/;

// Their pages could not be reached: a browser resolves the dots, and the others are paths of the verification site's own.
const unreachableIds = new Set([
  ...[".", "..", "robots.txt", "favicon.ico", "sandbox", "live"],
  ...["badge.svg", "card", "certificate.pdf", "certificate.png", "picture.png", "receipt"],
]);

/** Whether a certificate of this id can have a verification page. */
export function isReachableId(certificateId: string): boolean {
  return !unreachableIds.has(certificateId);
}

/** `<prefix>-XXXX-XXXX-XXXX-XXXX`: 80 random bits in Crockford's base 32, which has no I, L, O or U to misread. */
export function createCertificateId(prefix: string): string {
  const groups = Array.from({ length: 4 }, () => createRandomText(crockford, 4));
  return [prefix, ...groups].join("-");
}
