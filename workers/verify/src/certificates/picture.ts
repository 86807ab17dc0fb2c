import { findPublicPdf } from "@attestry/database/find-public-pdf";
import { getPicture } from "@attestry/stored-picture/get-picture";
import type { Pages } from "../requests/pages.ts";
import type { Services } from "../services.ts";
import { addCertificateRoute } from "./reference.ts";

/** Pixels: wide enough for a card on a large screen. */
const width = 1200;
// A picture says nothing of a certificate's standing, but who revokes one wants it gone soon.
const lifetimeSeconds = 5;

/** The picture of a certificate with nothing private, for its page and for the cards that other sites make of a link to it. */
export function addPicture(pages: Pages, { database, files, pictures }: Services): void {
  addCertificateRoute(pages, "/picture.png", async (c, { environment }, reference) => {
    const pdf = await findPublicPdf(database, { environment, ...reference });
    if (!pdf?.hasPicture) return c.notFound();
    const png = await getPicture({ files: files[environment], pictures }, pdf, width);
    c.header("Content-Type", "image/png");
    c.header("Cache-Control", `public, max-age=${lifetimeSeconds}`);
    return c.body(new Uint8Array(png));
  });
}
