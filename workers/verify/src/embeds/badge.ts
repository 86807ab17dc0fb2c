import { checkCertificate, statusOf } from "../certificates/check-certificate.ts";
import { describeVerdict } from "../certificates/describe-verdict.ts";
import { addCertificateRoute } from "../certificates/reference.ts";
import type { Pages } from "../requests/pages.ts";
import type { Services } from "../services.ts";
import { renderBadge } from "./render-badge.ts";

// A badge on a page that many read is asked for once in so many seconds: for that long, at most, it may lag behind a revocation.
const lifetimeSeconds = 5;

/** A small picture of a certificate's standing, for any page that shows it. */
export function addBadge(pages: Pages, services: Services): void {
  addCertificateRoute(pages, "/badge.svg", async (c, { environment }, reference) => {
    const verification = await checkCertificate(c, services, reference, { environment, source: "embed", fileSha256: null });
    const { tone, headline } = describeVerdict(environment, verification, c.get("language"));
    c.header("Content-Type", "image/svg+xml");
    c.header("Cache-Control", `public, max-age=${lifetimeSeconds}`);
    c.header("Cross-Origin-Resource-Policy", "cross-origin");
    return c.body(await renderBadge(tone, headline, c.get("language")), statusOf(verification));
  });
}
