// The link that an issuer hands to a recipient: the certificate's own page, with leave to take the files. It must never be good for another certificate.
import type { Environment } from "./environment.ts";
import { type PathVerdict, signPath, verifySignedPath } from "./signed-path.ts";

export type Recipient = { environment: Environment; certificateUuid: string };

/** `?expires=<unix seconds>&signature=<hex>`, to be added to the certificate's verification URL. */
export function signRecipientQuery(key: Uint8Array, recipient: Recipient, expiresAtSeconds: number): string {
  const path = toPath(recipient);
  return signPath(key, path, expiresAtSeconds).slice(path.length);
}

/** Judges the two values of such a query. */
export function verifyRecipientQuery(
  key: Uint8Array,
  recipient: Recipient,
  { expires, signature }: { expires: string; signature: string },
  nowSeconds: number,
): PathVerdict {
  return verifySignedPath(key, `${toPath(recipient)}?expires=${expires}&signature=${signature}`, nowSeconds);
}

function toPath({ environment, certificateUuid }: Recipient): string {
  return `/recipient/${environment}/${certificateUuid}`;
}
