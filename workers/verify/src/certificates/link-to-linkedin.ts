import type { FoundVerification } from "@attestry/database/verify-publicly";

type Document = FoundVerification["certificate"]["document"];

/** LinkedIn's form for a licence or certification, filled in as far as LinkedIn lets a link do so. Months and years are those in UTC. */
export function writeLinkedIn({ title, issuer, issuedAt, expiresAt, certificateId }: Document, address: string): string {
  const fields = new URLSearchParams({
    startTask: "CERTIFICATION_NAME",
    name: title,
    organizationName: issuer.name,
    ...monthOf("issue", issuedAt),
    ...(expiresAt && monthOf("expiration", expiresAt)),
    certId: certificateId,
    certUrl: address,
  });
  return `https://www.linkedin.com/profile/add?${fields.toString()}`;
}

function monthOf(prefix: "issue" | "expiration", moment: string): Record<string, string> {
  return { [`${prefix}Year`]: moment.slice(0, 4), [`${prefix}Month`]: String(Number(moment.slice(5, 7))) };
}
