import type { Pages } from "./requests/pages.ts";

/** What crawlers and browsers ask for unbidden: answered without a look-up, so that the verification log holds people's look-ups only. */
export function addRobots(pages: Pages): void {
  pages.get("/:environment/robots.txt", (c) => c.text("User-agent: *\nDisallow: /\n"));
  pages.get("/:environment/favicon.ico", (c) => c.body(null, 204));
}
