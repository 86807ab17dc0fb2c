import { toView } from "../layout/view.ts";
import { writePolicy } from "../layout/write-policy.ts";
import type { Pages } from "../requests/pages.ts";
import { findCertificatePath } from "./find-certificate-path.ts";
import { renderLandingPage } from "./render-landing-page.ts";

/** The landing page, and the form on it: a typed id leads to its page. */
export function addOpenCertificate(pages: Pages): void {
  pages.get("/:environment/", (c) => {
    const place = c.get("place");
    if (!place) return c.notFound();
    const typed = c.req.query("certificateId");
    c.header("Content-Security-Policy", writePolicy({ isScripted: true }));
    if (typed === undefined) return c.html(renderLandingPage(toView(c), place, null));
    const path = findCertificatePath(place, typed);
    if (!path) return c.html(renderLandingPage(toView(c), place, typed.slice(0, 200)), 400);
    const { chosenLanguage } = toView(c);
    return c.redirect(chosenLanguage === null ? path : `${path}?lang=${chosenLanguage}`, 303);
  });
}
