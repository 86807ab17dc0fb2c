import { ApiError } from "@attestry/certificate/api-error";
import { certificateIdPattern } from "@attestry/certificate/certificate-id";

/** What cannot be an id or a uuid names no certificate, and is answered like an id that nobody has. Throws CERTIFICATE_NOT_FOUND. */
export function requireReference(text: string): string {
  if (!certificateIdPattern.test(text)) throw new ApiError("CERTIFICATE_NOT_FOUND");
  return text;
}
