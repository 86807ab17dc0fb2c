import { findCertificatePath } from "../landing/find-certificate-path.ts";
import type { PageContext, Pages } from "../requests/pages.ts";
import { cardSize } from "./render-card.ts";
import { writeCardFrame } from "./write-card-frame.ts";

/** How another site's software embeds a certificate's page: https://oembed.com. It tells nothing of a certificate, and so looks none up. */
export function addOembed(pages: Pages): void {
  pages.get("/:environment/_/oembed", (c) => {
    const place = c.get("place");
    if (!place) return c.notFound();
    const { url = "", format = "json" } = c.req.query();
    const { base } = place;
    const path = url.startsWith(`${base}/`) ? findCertificatePath(place, url) : null;
    if (path === null) return refuse(c, 404, "NOT_FOUND", "url must be the address of a certificate's page below this base.");
    if (format !== "json") return refuse(c, 501, "VALIDATION_ERROR", "format must be json.");
    const [width, height] = [atMost(c, "maxwidth", cardSize.width), atMost(c, "maxheight", cardSize.height)];
    const card = `${new URL(base).origin}${path}/card`;
    c.header("Access-Control-Allow-Origin", "*");
    return c.json({
      version: "1.0",
      type: "rich",
      provider_name: "Attestry",
      provider_url: base,
      title: "Certificate",
      cache_age: 86_400,
      html: writeCardFrame(card, { title: "Certificate", width, height }),
      ...{ width, height },
    });
  });
}

function atMost(c: PageContext, name: string, usual: number): number {
  const asked = Number(c.req.query(name));
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, usual) : usual;
}

function refuse(c: PageContext, status: 404 | 501, code: string, message: string): Response {
  return c.json({ error: { code, message, requestId: c.get("requestId") } }, status);
}
