import type { PublicVerification } from "@attestry/database/verify-publicly";
import { writeMoment } from "../layout/write-moment.ts";

export type Check = { name: string; outcome: "passed" | "failed" | "not made"; finding: string };

type Shown = Extract<PublicVerification, { result: "verified" | "revoked" | "expired" }>["certificate"];

/** What was checked, in order, each with its result. A check after one that cannot be passed is not made. */
export function listChecks(verification: PublicVerification): Check[] {
  const isFound = verification.result !== "not_found";
  const isUnaltered = isFound && verification.result !== "invalid";
  return [
    isFound
      ? { name: "Record", outcome: "passed", finding: "The register holds it." }
      : { name: "Record", outcome: "failed", finding: "The register holds none at this address." },
    checkHash(isFound, isUnaltered),
    isUnaltered ? checkRevocation(verification.certificate) : notMade("Revocation"),
    isUnaltered ? checkExpiry(verification.certificate, verification.checkedAt) : notMade("Expiry"),
  ];
}

function checkHash(isFound: boolean, isUnaltered: boolean): Check {
  const name = "Hash";
  if (!isFound) return notMade(name);
  if (!isUnaltered)
    return { name, outcome: "failed", finding: "Recomputed from the record, it differs from the one it was issued with." };
  return { name, outcome: "passed", finding: "Recomputed from the record, it equals the one it was issued with." };
}

function checkRevocation({ revokedAt }: Shown): Check {
  const name = "Revocation";
  if (revokedAt) return { name, outcome: "failed", finding: `Revoked on ${writeMoment(revokedAt)}.` };
  return { name, outcome: "passed", finding: "The issuer has not revoked it." };
}

function checkExpiry({ document: { expiresAt } }: Shown, checkedAt: string): Check {
  const name = "Expiry";
  if (!expiresAt) return { name, outcome: "passed", finding: "It has no expiry date." };
  if (Date.parse(expiresAt) <= Date.parse(checkedAt))
    return { name, outcome: "failed", finding: `Expired since ${writeMoment(expiresAt)}.` };
  return { name, outcome: "passed", finding: `It expires on ${writeMoment(expiresAt)}.` };
}

function notMade(name: string): Check {
  return { name, outcome: "not made", finding: "Not looked at." };
}
