import { pagesScript } from "../generated/pages-script.ts";
import { qrReaderScript } from "../generated/qr-reader-script.ts";
import type { Pages } from "../requests/pages.ts";

const lifetimeSeconds = 300;

/** The pages' scripts: the file check and the scanner, and what reads QR codes for it. Everything else works without them. */
export function addScripts(pages: Pages): void {
  addScript(pages, "pages", pagesScript);
  addScript(pages, "qr-reader", qrReaderScript);
}

function addScript(pages: Pages, name: string, script: string): void {
  pages.get(`/:environment/_/${name}.js`, (c) => {
    c.header("Content-Type", "text/javascript; charset=utf-8");
    c.header("Cache-Control", `public, max-age=${lifetimeSeconds}`);
    return c.body(script);
  });
}
