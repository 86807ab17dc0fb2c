import { isDomainName } from "@attestry/certificate/domain-name";

// As attestry.organizations_slug_shape has it; a uuid is one, too.
const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a text can name an organization in an address: its slug, its uuid, or the host of its own. */
export function isOwnerName(text: string): boolean {
  return slugPattern.test(text) || isDomainName(text);
}
