import { checkCertificate } from "../certificates/check-certificate.ts";
import { addCertificateRoute, toPath } from "../certificates/reference.ts";
import { toView } from "../layout/view.ts";
import { writePolicy } from "../layout/write-policy.ts";
import type { Pages } from "../requests/pages.ts";
import type { Services } from "../services.ts";
import { renderCard } from "./render-card.ts";

/** A certificate's standing and what it is for, as a small page that any site may show in a frame. */
export function addCard(pages: Pages, services: Services): void {
  addCertificateRoute(pages, "/card", async (c, reference) => {
    const place = c.get("place");
    if (!place) return c.notFound();
    const { environment } = place;
    const verification = await checkCertificate(c, services, reference, { environment, source: "embed" });
    c.header("Content-Security-Policy", writePolicy({ isFramed: true }));
    c.header("Cross-Origin-Resource-Policy", "cross-origin");
    const address = `${services.verifyBases[environment]}/${toPath(reference)}`;
    return c.html(renderCard(toView(c), address, verification), verification.result === "not_found" ? 404 : 200);
  });
}
