import { pagesScript } from "../generated/pages-script.ts";
import type { Pages } from "../requests/pages.ts";

const lifetimeSeconds = 300;

/** The pages' script: the file check and the QR reader. Everything else works without it. */
export function addScript(pages: Pages): void {
  pages.get("/:environment/_/pages.js", (c) => {
    c.header("Content-Type", "text/javascript; charset=utf-8");
    c.header("Cache-Control", `public, max-age=${lifetimeSeconds}`);
    return c.body(pagesScript);
  });
}
