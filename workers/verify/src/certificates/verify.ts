import { verifyRecipientQuery } from "@attestry/certificate/recipient-link";
import type { PublicVerification } from "@attestry/database/verify-publicly";
import { toView } from "../layout/view.ts";
import { writePolicy } from "../layout/write-policy.ts";
import type { PageContext, Pages } from "../requests/pages.ts";
import { prefersJson } from "../requests/prefers-json.ts";
import type { Services } from "../services.ts";
import { checkCertificate } from "./check-certificate.ts";
import { addCertificateRoute, type Reference, toPath } from "./reference.ts";
import { renderCertificatePage } from "./render-certificate-page.ts";
import { writePublicAnswer } from "./write-public-answer.ts";

/** A certificate's page. With `sha256` it also answers whether a file of that hash is what was issued. */
export function addVerifyCertificate(pages: Pages, services: Services): void {
  addCertificateRoute(pages, "", (c, reference) => verifyCertificate(c, services, reference));
}

async function verifyCertificate(c: PageContext, services: Services, reference: Reference): Promise<Response> {
  const place = c.get("place");
  if (!place) return c.notFound();
  const { environment } = place;
  const sha256 = c.req.query("sha256")?.toLowerCase();
  // Whatever is no hash is no file's.
  const fileSha256 = sha256 === undefined ? {} : { fileSha256: /^[0-9a-f]{64}$/.test(sha256) ? sha256 : "" };
  const source = sha256 === undefined ? "page" : "file";
  const verification = await checkCertificate(c, services, reference, { environment, source, ...fileSha256 });
  const status = verification.result === "not_found" ? 404 : 200;
  if (isListed(verification)) c.header("X-Robots-Tag", "all");
  if (prefersJson(c)) {
    // Public data, asked for without credentials: any site's own script may read it.
    c.header("Access-Control-Allow-Origin", "*");
    return c.json({ data: writePublicAnswer(environment, reference.reference, verification) }, status);
  }
  c.header("Content-Security-Policy", writePolicy({ isScripted: true }));
  const base = services.verifyBases[environment];
  const location = {
    base,
    address: `${base}/${toPath(reference)}`,
    recipientQuery: findRecipientQuery(c, services, verification),
  };
  return c.html(renderCertificatePage(toView(c), location, verification), status);
}

/** The part of the address that makes it a recipient's link, when it is one that holds. */
function findRecipientQuery(c: PageContext, { linkSigningKey, now }: Services, verification: PublicVerification) {
  const { expires, signature } = c.req.query();
  if (expires === undefined || signature === undefined) return undefined;
  if (verification.result === "not_found" || verification.result === "invalid") return undefined;
  const { certificate, issuer } = verification;
  if (certificate.revokedAt !== null && issuer.endsFilesOnRevocation) return undefined;
  const { environment, certificateUuid } = certificate.document;
  const nowSeconds = Math.floor(now().getTime() / 1000);
  const verdict = verifyRecipientQuery(linkSigningKey, { environment, certificateUuid }, { expires, signature }, nowSeconds);
  return verdict === "valid" ? `?expires=${expires}&signature=${signature}` : undefined;
}

/** Search engines list what an issuer wants listed, while it is valid and real. */
function isListed(verification: PublicVerification): boolean {
  return (
    verification.result === "verified" &&
    verification.certificate.document.environment === "live" &&
    verification.issuer.isIndexed &&
    verification.file === null
  );
}
