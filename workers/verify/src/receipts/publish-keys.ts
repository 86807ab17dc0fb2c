import type { Pages } from "../requests/pages.ts";
import type { Services } from "../services.ts";

const lifetimeSeconds = 300;

/** The keys that receipts are checked with, those of before among them. */
export function addPublishKeys(pages: Pages, { receiptSigner }: Services): void {
  pages.get("/:environment/.well-known/jwks.json", async (c) => {
    const { publicKeys } = await receiptSigner();
    c.header("Access-Control-Allow-Origin", "*");
    c.header("Cache-Control", `public, max-age=${lifetimeSeconds}`);
    return c.json(publicKeys);
  });
}
