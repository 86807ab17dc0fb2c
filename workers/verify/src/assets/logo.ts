import { base64 } from "@attestry/certificate/encoding";
import { findLogo } from "@attestry/database/find-logo";
import type { Pages } from "../requests/pages.ts";
import type { Services } from "../services.ts";

/** An issuer's logo, by the hash of its bytes: what has that name never changes. */
export function addLogo(pages: Pages, { database }: Services): void {
  pages.get("/:environment/_/logos/:sha256{[0-9a-f]{64}}", async (c) => {
    const logo = await findLogo(database, { sha256: c.req.param("sha256") });
    if (!logo) return c.notFound();
    c.header("Content-Type", logo.mediaType);
    c.header("Cache-Control", "public, max-age=31536000, immutable");
    return c.body(base64.decode(logo.base64.replaceAll("\n", "")));
  });
}
