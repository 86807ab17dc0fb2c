import { verifyRecipientQuery } from "@attestry/certificate/recipient-link";
import { findRecipientFiles } from "@attestry/database/find-recipient-files";
import { findStoredPdf } from "@attestry/issuing/stored-pdf";
import { getPicture } from "@attestry/stored-picture/get-picture";
import { renderNoFilesPage } from "../layout/render-no-files-page.ts";
import { toView } from "../layout/view.ts";
import type { PageContext, Pages } from "../requests/pages.ts";
import type { Services } from "../services.ts";
import { addCertificateRoute, type Reference } from "./reference.ts";

const widthPixels = 2400;

/** The PDF and its picture, for who has a recipient's link. Each is asked for anew: none is kept by a cache, nor outlives what its issuer decides. */
export function addRecipientFiles(pages: Pages, services: Services): void {
  addCertificateRoute(pages, "/certificate.pdf", async (c, reference) => {
    const found = await findFiles(c, services, reference);
    const pdf = found && (await findStoredPdf(found.bucket, found.organizationId, found));
    if (!pdf) return refuse(c);
    return respondWithFile(c, pdf, "application/pdf", `${reference.reference}.pdf`);
  });
  addCertificateRoute(pages, "/certificate.png", async (c, reference) => {
    const found = await findFiles(c, services, reference);
    if (!found) return refuse(c);
    const png = await getPicture({ files: found.bucket, pictures: services.pictures }, found, widthPixels);
    return respondWithFile(c, png, "image/png", `${reference.reference}.png`);
  });
}

async function findFiles(c: PageContext, { database, files, linkSigningKey, now }: Services, reference: Reference) {
  const place = c.get("place");
  const { expires = "", signature = "" } = c.req.query();
  if (!place || expires === "" || signature === "") return null;
  const { environment } = place;
  const found = await findRecipientFiles(database, { environment, ...reference });
  if (!found) return null;
  const recipient = { environment, certificateUuid: found.certificateUuid };
  const verdict = verifyRecipientQuery(linkSigningKey, recipient, { expires, signature }, Math.floor(now().getTime() / 1000));
  return verdict === "valid" ? { ...found, bucket: files[environment] } : null;
}

/** The same for a forged link, an expired one, and a certificate that is not there. */
function refuse(c: PageContext): Response | Promise<Response> {
  return c.html(renderNoFilesPage(toView(c)), 403);
}

function respondWithFile(c: PageContext, bytes: Uint8Array, mediaType: string, fileName: string): Response {
  c.header("Content-Type", mediaType);
  c.header("Content-Disposition", `attachment; filename="${fileName}"`);
  return c.body(new Uint8Array(bytes));
}
