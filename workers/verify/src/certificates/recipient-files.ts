import { findPublicPdf } from "@attestry/database/find-public-pdf";
import { findStoredPdf } from "@attestry/issuing/stored-pdf";
import { getPicture } from "@attestry/stored-picture/get-picture";
import { renderNoFilesPage } from "../layout/render-no-files-page.ts";
import { toView } from "../layout/view.ts";
import type { Place } from "../requests/find-place.ts";
import type { PageContext, Pages } from "../requests/pages.ts";
import type { Services } from "../services.ts";
import { isRecipientLink } from "./is-recipient-link.ts";
import { addCertificateRoute, type Reference, toAddress } from "./reference.ts";

const widthPixels = 2400;

/** The PDF and its picture, for who has a recipient's link. Each is asked for anew: none is kept by a cache, nor outlives what its issuer decides. */
export function addRecipientFiles(pages: Pages, services: Services): void {
  addCertificateRoute(pages, "/certificate.pdf", async (c, place, reference) => {
    const found = await findFiles(c, services, place, reference);
    if (!found) return refuse(c, toAddress(place, reference));
    const pdf = await findStoredPdf(found.bucket, found.organizationId, found);
    if (!pdf) return c.notFound();
    return respondWithFile(c, pdf, "application/pdf", `${reference.reference}.pdf`);
  });
  addCertificateRoute(pages, "/certificate.png", async (c, place, reference) => {
    const found = await findFiles(c, services, place, reference);
    if (!found) return refuse(c, toAddress(place, reference));
    const source = { files: found.bucket, pictures: services.pictures };
    // Of a page that is much higher than wide there is a smaller picture.
    const png = await getPicture(source, found, widthPixels).catch(() => getPicture(source, found, widthPixels / 2));
    return respondWithFile(c, png, "image/png", `${reference.reference}.png`);
  });
}

async function findFiles(c: PageContext, services: Services, { environment }: Place, reference: Reference) {
  const pdf = await findPublicPdf(services.database, { environment, ...reference });
  if (!pdf?.isDownloadable || !isRecipientLink(c, services, { environment, certificateUuid: pdf.certificateUuid })) return null;
  return { ...pdf, bucket: services.files[environment] };
}

/** The same for a forged link, an expired one, and a certificate that is not there. */
function refuse(c: PageContext, pageAddress: string): Response | Promise<Response> {
  return c.html(renderNoFilesPage(toView(c), pageAddress), 403);
}

function respondWithFile(c: PageContext, bytes: Uint8Array, mediaType: string, fileName: string): Response {
  c.header("Content-Type", mediaType);
  c.header("Content-Disposition", `attachment; filename="${fileName}"`);
  return c.body(new Uint8Array(bytes));
}
