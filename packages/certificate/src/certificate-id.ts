import { createRandomText } from "./random-text.ts";

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export const certificateIdPattern = /^[A-Za-z0-9._-]{1,64}$/;

/** `<prefix>-XXXX-XXXX-XXXX-XXXX`: 80 random bits in Crockford's base 32, which has no I, L, O or U to misread. */
export function createCertificateId(prefix: string): string {
  const groups = Array.from({ length: 4 }, () => createRandomText(crockford, 4));
  return [prefix, ...groups].join("-");
}
