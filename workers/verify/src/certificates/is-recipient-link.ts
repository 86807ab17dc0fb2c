import { verifyRecipientQuery } from "@attestry/certificate/recipient-link";
import type { PageContext } from "../requests/pages.ts";
import type { Services } from "../services.ts";

type Recipient = Parameters<typeof verifyRecipientQuery>[1];

/** Whether the address asked for is a recipient's link for this certificate, and holds. */
export function isRecipientLink(c: PageContext, { linkSigningKey, now }: Services, recipient: Recipient): boolean {
  const { expires = "", signature = "" } = c.req.query();
  const nowSeconds = Math.floor(now().getTime() / 1000);
  return verifyRecipientQuery(linkSigningKey, recipient, { expires, signature }, nowSeconds) === "valid";
}
