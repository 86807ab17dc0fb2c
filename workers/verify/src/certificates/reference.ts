import { verificationUrl } from "@attestry/certificate/verification-url";
import type { Place } from "../requests/find-place.ts";
import type { PageContext, Pages } from "../requests/pages.ts";
import type { Services } from "../services.ts";
import { slugPattern } from "./slug-pattern.ts";

/** What an address names. No slug means the deployment's primary organization. */
export type Reference = { organizationSlug: string | null; reference: string };

type Handler = (c: PageContext, place: Place, reference: Reference) => Response | Promise<Response>;

/** A route for what an address below a base names: `<id><suffix>` for the primary organization, `<slug>/<id><suffix>` for any other. */
export function addCertificateRoute(pages: Pages, suffix: "" | `/${string}`, handler: Handler): void {
  const handle = (c: PageContext, organizationSlug: string | null, certificateId: string) => {
    const place = c.get("place");
    return place ? handler(c, place, { organizationSlug, reference: toReference(certificateId) }) : c.notFound();
  };
  pages.get(`/:environment/:certificateId${suffix}`, (c) => handle(c, null, c.req.param("certificateId") ?? ""));
  pages.get(`/:environment/:organizationSlug/:certificateId${suffix}`, (c) => {
    const { organizationSlug = "", certificateId = "" } = c.req.param();
    return slugPattern.test(organizationSlug) ? handle(c, organizationSlug, certificateId) : c.notFound();
  });
}

/** The page's own address. */
export function toAddress({ verifyBases }: Services, { environment }: Place, { organizationSlug, reference }: Reference): string {
  const organization = { slug: organizationSlug ?? "", isPrimary: organizationSlug === null };
  return verificationUrl(verifyBases, { environment, certificateId: reference }, organization);
}

// What no id can hold is logged as "?": a lone NUL would be more than Postgres can keep.
function toReference(certificateId: string): string {
  return certificateId.replace(/[^A-Za-z0-9._-]/gu, "?").slice(0, 65);
}
