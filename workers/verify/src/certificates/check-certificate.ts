import type { Environment } from "@attestry/certificate/environment";
import { type PublicVerification, type VerificationSource, verifyPublicly } from "@attestry/database/verify-publicly";
import type { PageContext } from "../requests/pages.ts";
import { readCountry } from "../requests/read-country.ts";
import type { Services } from "../services.ts";
import type { Reference } from "./reference.ts";

type Question = { environment: Environment; source: VerificationSource; fileSha256: string | null };

/** Checks and logs, in one call of the database. Throws when that fails: nothing is known of the certificate then. */
export async function checkCertificate(
  c: PageContext,
  { database }: Services,
  reference: Reference,
  { environment, source, fileSha256 }: Question,
): Promise<PublicVerification> {
  const verification = await verifyPublicly(database, {
    ...{ environment, ...reference, source, fileSha256 },
    country: readCountry(c),
  });
  requireEnvironment(verification, environment);
  return verification;
}

/** The database keeps the environments apart; should that ever fail, nothing of the sandbox is shown on a live page all the same. */
function requireEnvironment(verification: PublicVerification, environment: Environment): void {
  if (verification.result === "not_found" || verification.result === "invalid") return;
  if (verification.certificate.document.environment !== environment)
    throw new Error("The record belongs to the other environment.");
}

export function statusOf({ result }: PublicVerification) {
  return result === "not_found" ? 404 : 200;
}
