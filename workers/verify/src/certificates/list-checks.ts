import type { FoundVerification, PublicVerification } from "@attestry/database/verify-publicly";
import { fill, type Language } from "../language/language.ts";

export type Check = { name: string; outcome: "passed" | "failed" | "notMade"; finding: string };

/** What was checked, in order, each with its result. A check after one that cannot be passed is not made. */
export function listChecks(verification: PublicVerification, language: Language): Check[] {
  const { record, hash, revocation, expiry } = language.messages.checks;
  const notMade = (name: string) => ({ name, outcome: "notMade" as const, finding: language.messages.checks.notLookedAt });
  switch (verification.result) {
    case "not_found":
      return [failed(record.name, record.missing), ...[hash, revocation, expiry].map(({ name }) => notMade(name))];
    case "invalid":
      return [
        passed(record.name, record.found),
        failed(hash.name, hash.differs),
        ...[revocation, expiry].map(({ name }) => notMade(name)),
      ];
    default:
      return [
        passed(record.name, record.found),
        passed(hash.name, hash.equal),
        checkRevocation(verification, language),
        checkExpiry(verification, language),
        ...checkDomain(verification, language),
        ...checkFile(verification, language),
      ];
  }
}

function passed(name: string, finding: string): Check {
  return { name, outcome: "passed", finding };
}

function failed(name: string, finding: string): Check {
  return { name, outcome: "failed", finding };
}

function checkRevocation({ certificate: { revokedAt } }: FoundVerification, { messages, writeMoment }: Language): Check {
  const { name, none, revoked } = messages.checks.revocation;
  return revokedAt ? failed(name, fill(revoked, { date: writeMoment(revokedAt) })) : passed(name, none);
}

function checkExpiry({ certificate, checkedAt }: FoundVerification, { messages, writeMoment }: Language): Check {
  const { name, none, expired, expires } = messages.checks.expiry;
  const { expiresAt } = certificate.document;
  if (!expiresAt) return passed(name, none);
  const date = writeMoment(expiresAt);
  return Date.parse(expiresAt) <= Date.parse(checkedAt)
    ? failed(name, fill(expired, { date }))
    : passed(name, fill(expires, { date }));
}

/** An issuer that proved no domain has failed at nothing: the check says that it was not made. */
function checkDomain({ issuer }: FoundVerification, { messages, writeDay }: Language): Check[] {
  const { name, proven, unproven } = messages.checks.domain;
  if (issuer.domain === null) return [{ name, outcome: "notMade", finding: unproven }];
  return [passed(name, fill(proven, { domain: issuer.domain, date: writeDay(issuer.domainProvenAt) }))];
}

function checkFile({ file }: FoundVerification, { messages }: Language): Check[] {
  const { name, ...findings } = messages.checks.file;
  if (file === null) return [];
  return [file === "other" ? failed(name, findings.other) : passed(name, findings[file])];
}
