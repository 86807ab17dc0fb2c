import { ApiError } from "@attestry/certificate/api-error";
import { verifySignedPath } from "@attestry/certificate/signed-path";
import type { ApiContext } from "../requests/api.ts";

/** Judges the address of the request as it was received. Throws FORBIDDEN when it was not signed here, or has expired. */
export function requireValidLink(c: ApiContext): void {
  const { config, now } = c.get("services");
  const { pathname, search } = new URL(c.req.url);
  const verdict = verifySignedPath(config.linkSigningKey, pathname + search, Math.floor(now().getTime() / 1000));
  if (verdict === "valid") return;
  const message =
    verdict === "forged" ? "This link is not valid." : "This link has expired. Read the certificate again for a fresh one.";
  throw new ApiError("FORBIDDEN", { message });
}
