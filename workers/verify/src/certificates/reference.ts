import { certificateIdPattern, isReachableId } from "@attestry/certificate/certificate-id";
import type { Place } from "../requests/find-place.ts";
import type { PageContext, Pages } from "../requests/pages.ts";
import { isOwnerName } from "./is-owner-name.ts";

/** What an address names; for the slug may stand the id or the host. None means the organization whose host it is, or the primary one. */
export type Reference = { verifyHost: string | null; organizationSlug: string | null; reference: string };

type Handler = (c: PageContext, place: Place, reference: Reference) => Response | Promise<Response>;

/** A route for what an address below a base names: `<id><suffix>` for the primary organization or at an own host, `<slug>/<id><suffix>` else. */
export function addCertificateRoute(pages: Pages, suffix: "" | `/${string}`, handler: Handler): void {
  const handle = (c: PageContext, organizationSlug: string | null, certificateId: string) => {
    const place = c.get("place");
    if (!place) return c.notFound();
    return handler(c, place, { verifyHost: place.verifyHost, organizationSlug, reference: toReference(certificateId) });
  };
  pages.get(`/:environment/:certificateId${suffix}`, (c) => handle(c, null, c.req.param("certificateId") ?? ""));
  pages.get(`/:environment/:organizationSlug/:certificateId${suffix}`, (c) => {
    const { organizationSlug = "", certificateId = "" } = c.req.param();
    return isOwnerName(organizationSlug) ? handle(c, organizationSlug, certificateId) : c.notFound();
  });
}

/** An address with a slash after it, as some programs write it, leads to the page. */
export function addAddressWithSlash(pages: Pages): void {
  const lead = (c: PageContext, segments: string[]) => {
    const place = c.get("place");
    if (!place || !segments.every((segment) => certificateIdPattern.test(segment))) return c.notFound();
    return c.redirect(`${[place.basePath, ...segments].join("/")}${new URL(c.req.url).search}`, 308);
  };
  pages.get("/:environment/:certificateId/", (c) => lead(c, [c.req.param("certificateId")]));
  pages.get("/:environment/:organizationSlug/:certificateId/", (c) => {
    const { organizationSlug, certificateId } = c.req.param();
    return isOwnerName(organizationSlug) ? lead(c, [organizationSlug, certificateId]) : c.notFound();
  });
}

/** The page's own address. */
export function toAddress({ base }: Place, { organizationSlug, reference }: Reference): string {
  return organizationSlug === null ? `${base}/${reference}` : `${base}/${organizationSlug}/${reference}`;
}

/** Whether it is what an address names, letter by letter, and a certificate can have it for its id. */
export function isPossibleReference({ reference }: Reference): boolean {
  return certificateIdPattern.test(reference) && isReachableId(reference);
}

// What no id can hold is logged as "?": a lone NUL would be more than Postgres can keep.
function toReference(certificateId: string): string {
  return certificateId.replace(/[^A-Za-z0-9._-]/gu, "?").slice(0, 65);
}
