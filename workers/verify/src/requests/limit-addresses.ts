import { networkOf } from "@attestry/certificate/network-of";
import { createMiddleware } from "hono/factory";
import { renderBusyPage } from "../layout/render-busy-page.ts";
import { toView } from "../layout/view.ts";
import type { Services } from "../services.ts";
import type { PageEnv } from "./pages.ts";
import { prefersJson } from "./prefers-json.ts";

/** A shield, approximate and per location: nobody reads the register through, or fills its log, from one address. */
export function limitAddresses({ isWithinLimit }: Services) {
  return createMiddleware<PageEnv>(async (c, next) => {
    if (await isWithinLimit(networkOf(c.req.header("CF-Connecting-IP") ?? "unknown"))) return next();
    c.header("Retry-After", "60");
    if (!prefersJson(c)) return c.html(renderBusyPage(toView(c)), 429);
    const message = "Too many look-ups from your address. Try again in a minute.";
    return c.json({ error: { code: "RATE_LIMITED", message, requestId: c.get("requestId") } }, 429);
  });
}
