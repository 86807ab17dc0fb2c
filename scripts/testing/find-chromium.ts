import { existsSync } from "node:fs";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The environment variable CHROMIUM, or where Linux has it; undefined where there is none. */
export const chromiumPath = process.env.CHROMIUM ?? places.find((path) => existsSync(path));
