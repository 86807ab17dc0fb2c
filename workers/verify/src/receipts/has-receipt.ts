import type { PublicVerification } from "@attestry/database/verify-publicly";
import { isPossibleReference, type Reference } from "../certificates/reference.ts";

/**
 * Whether a check gets a receipt. What is not found gets one too, at the deployment's own addresses: whether another host is anybody's,
 * nothing says then. Nothing is signed about what can be no id.
 */
export function hasReceipt(reference: Reference, { result }: PublicVerification): boolean {
  return isPossibleReference(reference) && (reference.verifyHost === null || result !== "not_found");
}
