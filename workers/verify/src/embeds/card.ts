import { checkCertificate, statusOf } from "../certificates/check-certificate.ts";
import { addCertificateRoute, toAddress } from "../certificates/reference.ts";
import { toView } from "../layout/view.ts";
import { writePolicy } from "../layout/write-policy.ts";
import type { Pages } from "../requests/pages.ts";
import type { Services } from "../services.ts";
import { renderCard } from "./render-card.ts";

/** A certificate's standing and what it is for, as a small page that any site may show in a frame. */
export function addCard(pages: Pages, services: Services): void {
  addCertificateRoute(pages, "/card", async (c, place, reference) => {
    const { environment } = place;
    const verification = await checkCertificate(c, services, reference, { environment, source: "embed", fileSha256: null });
    c.header("Content-Security-Policy", writePolicy({ isFramed: true }));
    c.header("Cross-Origin-Resource-Policy", "cross-origin");
    return c.html(renderCard(toView(c), toAddress(place, reference), verification), statusOf(verification));
  });
}
