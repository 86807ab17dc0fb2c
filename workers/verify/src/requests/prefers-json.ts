import { accepts } from "hono/accepts";
import type { PageContext } from "./pages.ts";

/** Whether the caller would rather have JSON than a page, by its headers or by `?format=json`. Who asks for anything gets the page. */
export function prefersJson(c: PageContext): boolean {
  if (c.req.query("format") === "json") return true;
  const type = accepts(c, { header: "Accept", supports: ["text/html", "application/json"], default: "text/html" });
  return type === "application/json";
}
