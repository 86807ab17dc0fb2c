import { certificateIdPattern } from "@attestry/certificate/certificate-id";
import { slugPattern } from "../certificates/slug-pattern.ts";
import type { Place } from "../requests/find-place.ts";

/**
 * The path of the page that a typed text means: an id, `slug/id`, or the whole address of a page below the same base. Null when
 * it means none. The path is made of the base's own path and of characters that cannot leave it.
 */
export function findCertificatePath(place: Place, typed: string): string | null {
  const text = typed.trim();
  const base = `${place.base}/`;
  const segments = (text.startsWith(base) ? text.slice(base.length) : text).split("/");
  const certificateId = segments.pop() ?? "";
  const [slug] = segments;
  if (segments.length > (place.verifyHost === null ? 1 : 0) || (slug !== undefined && !slugPattern.test(slug))) return null;
  if (!certificateIdPattern.test(certificateId) || /^\.\.?$/.test(certificateId)) return null;
  return [place.basePath, ...segments, certificateId].join("/");
}
