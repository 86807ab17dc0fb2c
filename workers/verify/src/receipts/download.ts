import { checkCertificate } from "../certificates/check-certificate.ts";
import { addCertificateRoute, isPossibleReference, toAddress } from "../certificates/reference.ts";
import type { Pages } from "../requests/pages.ts";
import type { Services } from "../services.ts";
import { hasReceipt } from "./has-receipt.ts";
import { writeReceipt } from "./write-receipt.ts";

/** A check whose outcome is signed, to be kept: a JSON Web Signature in compact form (RFC 7515). */
export function addDownloadReceipt(pages: Pages, services: Services): void {
  addCertificateRoute(pages, "/receipt", async (c, place, reference) => {
    const { environment } = place;
    if (!isPossibleReference(reference)) return c.notFound();
    const verification = await checkCertificate(c, services, reference, { environment, source: "receipt", fileSha256: null });
    if (!hasReceipt(reference, verification)) return c.notFound();
    const signer = await services.receiptSigner();
    c.header("Content-Type", "application/jose");
    c.header("Content-Disposition", `attachment; filename="${reference.reference}.receipt.jws"`);
    const asked = { issuer: services.verifyBases[environment], subject: toAddress(place, reference), environment };
    return c.body(await signer.sign(writeReceipt({ ...asked, verification })));
  });
}
