import type { Pages } from "../requests/pages.ts";
import type { Services } from "../services.ts";
import { findCertificatePath } from "./find-certificate-path.ts";
import { renderLandingPage } from "./render-landing-page.ts";

/** The landing page, and the form on it: a typed id leads to its page. */
export function addOpenCertificate(pages: Pages, { verifyBases }: Services): void {
  pages.get("/:environment/", (c) => {
    const place = c.get("place");
    if (!place) return c.notFound();
    const typed = c.req.query("certificateId");
    if (typed === undefined) return c.html(renderLandingPage(place, null));
    const path = findCertificatePath(verifyBases, place, typed);
    if (!path) return c.html(renderLandingPage(place, typed.slice(0, 200)), 400);
    return c.redirect(path, 303);
  });
}
