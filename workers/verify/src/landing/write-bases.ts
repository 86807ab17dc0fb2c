import { html } from "hono/html";
import type { Place } from "../requests/find-place.ts";

export type Bases = Pick<Place, "base" | "deploymentBase" | "siblingBase">;

/** For the script: below which bases the address in a file or a QR code may lie, and where an organization's host that a code names is looked up. */
export function writeBases({ base, deploymentBase, siblingBase }: Bases) {
  return html`data-base="${base}" data-deployment-base="${deploymentBase}" data-sibling-base="${siblingBase ?? ""}"`;
}
