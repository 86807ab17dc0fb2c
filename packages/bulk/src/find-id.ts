import { certificateIdPattern } from "@attestry/certificate/certificate-id";

/** The certificateId that a row of any shape names; null when it names none that could be one. */
export function findId(input: unknown): string | null {
  const named = typeof input === "object" && input !== null && "certificateId" in input ? input.certificateId : null;
  return typeof named === "string" && certificateIdPattern.test(named) ? named : null;
}
