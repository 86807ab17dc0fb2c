import type { Pages } from "./requests/pages.ts";

// Whether a page may be listed is said by its own header, which a crawler has to be let in to read; and what makes a card of a shared
// link asks here first. A receipt is a check that is logged, and nothing to list.
const robots = "User-agent: *\nDisallow: /*/receipt\n";

/** What crawlers and browsers ask for unbidden: answered without a look-up. */
export function addRobots(pages: Pages): void {
  pages.get("/:environment/robots.txt", (c) => c.text(robots));
  pages.get("/:environment/favicon.ico", (c) => c.body(null, 204));
}
