import { certificateIdPattern } from "@attestry/certificate/certificate-id";
import { isOwnerName } from "../certificates/is-owner-name.ts";
import type { Place } from "../requests/find-place.ts";

/**
 * The path of the page that a typed text means: an id, `owner/id`, the whole address of a page below the same base, or one at another
 * organization's host. Null when it means none. The path is made of the base's own path and of characters that cannot leave it.
 */
export function findCertificatePath({ base, basePath }: Place, typed: string): string | null {
  const segments = toSegments(base, withoutQuery(typed.trim()));
  const certificateId = segments.pop() ?? "";
  const [owner] = segments;
  if (segments.length > 1 || (owner !== undefined && !isOwnerName(owner))) return null;
  if (!certificateIdPattern.test(certificateId) || /^\.\.?$/.test(certificateId)) return null;
  return [basePath, ...segments, certificateId].join("/");
}

/** An address may have been copied with the language that its reader chose. */
function withoutQuery(text: string): string {
  return text.includes("/") ? (text.split(/[?#]/)[0] ?? "") : text;
}

function toSegments(base: string, text: string): string[] {
  if (text.startsWith(`${base}/`)) return text.slice(base.length + 1).split("/");
  const [, ...hostAndId] = /^https:\/\/([^/]+)\/([^/]+)$/.exec(text) ?? [];
  return hostAndId.length > 0 ? hostAndId : text.split("/");
}
