import { certificateIdPattern } from "@attestry/certificate/certificate-id";
import { isOwnerName } from "../certificates/is-owner-name.ts";
import type { Place } from "../requests/find-place.ts";

/**
 * The path of the page that a typed text means: an id, `owner/id`, or the address of a page, with or without its scheme: one of this
 * register, or one at another organization's host. Null when it means none. The path is made of a base's own path and of characters that
 * cannot leave it.
 */
export function findCertificatePath(place: Place, typed: string): string | null {
  const { basePath, segments } = readTyped(place, withoutTail(typed.trim()));
  const certificateId = segments.pop() ?? "";
  const [owner] = segments;
  if (segments.length > 1 || (owner !== undefined && !isOwnerName(owner))) return null;
  if (!certificateIdPattern.test(certificateId) || /^\.\.?$/.test(certificateId)) return null;
  return [basePath, ...segments, certificateId].join("/");
}

/** An address may have been copied with the language that its reader chose, or typed with a slash at its end. */
function withoutTail(text: string): string {
  return text.includes("/") ? (text.split(/[?#]/)[0] ?? "").replace(/\/+$/, "") : text;
}

type Typed = { basePath: string; segments: string[] };

function readTyped(place: Place, text: string): Typed {
  const url = toUrl(text);
  if (url === null) return { basePath: place.basePath, segments: text.split("/") };
  const bases = [place.base, place.siblingBase].filter((base) => base !== null).sort((a, b) => b.length - a.length);
  for (const base of bases) {
    const below = readBelow(base, url);
    if (below) return below;
  }
  return readAtOwnHost(place, url) ?? { basePath: place.basePath, segments: [url.host, ...url.pathname.slice(1).split("/")] };
}

/** Null for what can be no address: a name before the slash has neither a dot nor a port. */
function toUrl(text: string): URL | null {
  const [, scheme = "", host = ""] = /^(https?:\/\/)?([^/@]+)\//i.exec(text) ?? [];
  return scheme !== "" || /[.:]/.test(host) ? URL.parse(scheme === "" ? `https://${text}` : text) : null;
}

function readBelow(base: string, { host, pathname }: URL): Typed | null {
  const { host: baseHost, pathname: basePathname } = new URL(base);
  const basePath = basePathname.replace(/\/$/, "");
  if (host !== baseHost || !pathname.startsWith(`${basePath}/`)) return null;
  return { basePath, segments: pathname.slice(basePath.length + 1).split("/") };
}

/** There the deployment's address of a certificate is asked about at the host itself. */
function readAtOwnHost({ basePath, deploymentBase }: Place, url: URL): Typed | null {
  const below = readBelow(deploymentBase, url);
  return below && { ...below, basePath };
}
