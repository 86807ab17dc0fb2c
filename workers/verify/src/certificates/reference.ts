import type { PageContext, Pages } from "../requests/pages.ts";
import { slugPattern } from "./slug-pattern.ts";

/** What an address names. No slug means the deployment's primary organization. */
export type Reference = { organizationSlug: string | null; reference: string };

type Handler = (c: PageContext, reference: Reference) => Response | Promise<Response>;

/** A route for what an address below a base names: `<id><suffix>` for the primary organization, `<slug>/<id><suffix>` for any other. */
export function addCertificateRoute(pages: Pages, suffix: "" | `/${string}`, handler: Handler): void {
  pages.get(`/:environment/:certificateId${suffix}`, (c) =>
    handler(c, { organizationSlug: null, reference: toReference(c.req.param("certificateId") ?? "") }),
  );
  pages.get(`/:environment/:organizationSlug/:certificateId${suffix}`, (c) => {
    const { organizationSlug = "", certificateId = "" } = c.req.param();
    if (!slugPattern.test(organizationSlug)) return c.notFound();
    return handler(c, { organizationSlug, reference: toReference(certificateId) });
  });
}

/** The path of a reference below its base, without a slash before it. */
export function toPath({ organizationSlug, reference }: Reference): string {
  return organizationSlug === null ? reference : `${organizationSlug}/${reference}`;
}

// What no id can hold is logged as "?": a lone NUL would be more than Postgres can keep.
function toReference(certificateId: string): string {
  return certificateId.replace(/[^A-Za-z0-9._-]/gu, "?").slice(0, 65);
}
