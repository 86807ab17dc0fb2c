import { readFileSync } from "node:fs";
import type { Logo } from "@attestry/render/certificate-content";
import { projectRoot } from "./paths.ts";

/** The logo of the demo's organization, for samples and measurements. */
export function readDemoLogo(): Logo {
  return { mediaType: "image/png", bytes: new Uint8Array(readFileSync(`${projectRoot}/scripts/demo-academy.png`)) };
}
