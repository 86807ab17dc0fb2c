import type { Environment } from "@attestry/certificate/environment";
import { type PublicVerification, verifyPublicly } from "@attestry/database/verify-publicly";
import type { PageContext, Pages } from "../requests/pages.ts";
import { prefersJson } from "../requests/prefers-json.ts";
import { readCountry } from "../requests/read-country.ts";
import type { Services } from "../services.ts";
import { renderCertificatePage } from "./render-certificate-page.ts";
import { slugPattern } from "./slug-pattern.ts";
import { writePublicAnswer } from "./write-public-answer.ts";

type Reference = { organizationSlug: string | null; reference: string };

/** A certificate's page: at the root of its base for the deployment's primary organization, below its slug for any other. */
export function addVerifyCertificate(pages: Pages, services: Services): void {
  pages.get("/:environment/:certificateId", (c) =>
    verifyCertificate(c, services, { organizationSlug: null, reference: toReference(c.req.param("certificateId")) }),
  );
  pages.get("/:environment/:organizationSlug/:certificateId", (c) => {
    const { organizationSlug, certificateId } = c.req.param();
    if (!slugPattern.test(organizationSlug)) return c.notFound();
    return verifyCertificate(c, services, { organizationSlug, reference: toReference(certificateId) });
  });
}

// What no id can hold is logged as "?": a lone NUL would be more than Postgres can keep.
function toReference(certificateId: string): string {
  return certificateId.replace(/[^A-Za-z0-9._-]/gu, "?").slice(0, 65);
}

async function verifyCertificate(c: PageContext, services: Services, { organizationSlug, reference }: Reference) {
  const place = c.get("place");
  if (!place) return c.notFound();
  const { environment } = place;
  const verification = await verifyPublicly(services.database, {
    environment,
    organizationSlug,
    reference,
    country: readCountry(c),
  });
  requireEnvironment(verification, environment);
  const status = statusOf(verification);
  if (prefersJson(c)) {
    // Public data, asked for without credentials: any site's own script may read it.
    c.header("Access-Control-Allow-Origin", "*");
    return c.json({ data: writePublicAnswer(environment, reference, verification) }, status);
  }
  const folder = organizationSlug === null ? "" : `${organizationSlug}/`;
  const address = `${services.verifyBases[environment]}/${folder}${reference}`;
  return c.html(renderCertificatePage(place, address, verification), status);
}

/** The database keeps the environments apart; should that ever fail, nothing of the sandbox is shown on a live page all the same. */
function requireEnvironment(verification: PublicVerification, environment: Environment): void {
  if (verification.result === "not_found" || verification.result === "invalid") return;
  if (verification.certificate.document.environment !== environment)
    throw new Error("The record belongs to the other environment.");
}

function statusOf({ result }: PublicVerification) {
  return result === "not_found" ? 404 : 200;
}
