import type { FoundVerification, PublicVerification } from "@attestry/database/verify-publicly";
import { toView } from "../layout/view.ts";
import { writePolicy } from "../layout/write-policy.ts";
import { hasReceipt } from "../receipts/has-receipt.ts";
import type { PageContext, Pages } from "../requests/pages.ts";
import { prefersJson } from "../requests/prefers-json.ts";
import { readFileHash } from "../requests/read-file-hash.ts";
import type { Services } from "../services.ts";
import { checkCertificate, statusOf } from "./check-certificate.ts";
import { isRecipientLink } from "./is-recipient-link.ts";
import { addCertificateRoute, toAddress } from "./reference.ts";
import { renderCertificatePage } from "./render-certificate-page.ts";
import { writePublicAnswer } from "./write-public-answer.ts";

/** A certificate's page. With `sha256` it also answers whether a file of that hash is what was issued. */
export function addVerifyCertificate(pages: Pages, services: Services): void {
  addCertificateRoute(pages, "", async (c, place, reference) => {
    const { environment } = place;
    const fileSha256 = readFileHash(c);
    const source = fileSha256 === null ? "page" : "file";
    const verification = await checkCertificate(c, services, reference, { environment, source, fileSha256 });
    if (isListed(c, verification)) c.header("X-Robots-Tag", "all");
    if (prefersJson(c)) {
      // Public data, asked for without credentials: any site's own script may read it.
      c.header("Access-Control-Allow-Origin", "*");
      if (c.req.query("format") === "record" && isFound(verification)) return sendRecord(c, verification);
      return c.json({ data: writePublicAnswer(environment, reference.reference, verification) }, statusOf(verification));
    }
    c.header("Content-Security-Policy", writePolicy({ isScripted: true }));
    const location = {
      base: place.base,
      address: toAddress(place, reference),
      recipientQuery: findRecipientQuery(c, services, verification),
      hasReceipt: hasReceipt(reference, verification),
      isFileUnread: fileSha256 === null && c.req.query("sha256") !== undefined,
    };
    return c.html(renderCertificatePage(toView(c), location, verification), statusOf(verification));
  });
}

function isFound(verification: PublicVerification): verification is FoundVerification {
  return verification.result !== "not_found" && verification.result !== "invalid";
}

/** The very bytes that the certificate's hash is of: a file that can be kept and checked. */
function sendRecord(c: PageContext, { certificate }: FoundVerification): Response {
  c.header("Content-Type", "application/json; charset=utf-8");
  c.header("Content-Disposition", `inline; filename="${certificate.document.certificateId}.json"`);
  return c.body(certificate.documentText);
}

/** The part of the address that makes it a recipient's link; null when it is one that does not hold, or no longer. */
function findRecipientQuery(c: PageContext, services: Services, verification: PublicVerification): string | null | undefined {
  const { expires, signature } = c.req.query();
  if (!isFound(verification) || signature === undefined) return undefined;
  const { certificate, issuer } = verification;
  if (certificate.revokedAt !== null && issuer.endsFilesOnRevocation) return null;
  return isRecipientLink(c, services, certificate.document) ? `?expires=${expires}&signature=${signature}` : null;
}

/** Search engines list what an issuer wants listed, while it is valid and real, and no address that opens more than the page. */
function isListed(c: PageContext, verification: PublicVerification): boolean {
  const isPlain = Object.keys(c.req.query()).every((name) => name === "lang");
  return (
    isPlain &&
    verification.result === "verified" &&
    verification.certificate.document.environment === "live" &&
    verification.issuer.isIndexed
  );
}
