import { accepts } from "hono/accepts";
import type { PageContext } from "./pages.ts";

/** Whether the caller would rather have JSON than a page, by its headers by `?format=json` or by `?format=record`. Who asks for anything gets the page. */
export function prefersJson(c: PageContext): boolean {
  const format = c.req.query("format");
  if (format === "json" || format === "record") return true;
  const type = accepts(c, { header: "Accept", supports: ["text/html", "application/json"], default: "text/html" });
  return type === "application/json";
}
