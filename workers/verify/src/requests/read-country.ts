import { z } from "zod";
import type { PageContext } from "./pages.ts";

const Country = z.string().regex(/^[A-Z0-9]{2}$/);
const CloudflareRequest = z.object({ cf: z.object({ country: Country }) });

/** The country Cloudflare saw the request come from, ISO 3166-1 alpha-2 or its own XX and T1; null when nobody says. */
export function readCountry(c: PageContext): string | null {
  const request = CloudflareRequest.safeParse(c.req.raw);
  if (request.success) return request.data.cf.country;
  const header = Country.safeParse(c.req.header("CF-IPCountry"));
  return header.success ? header.data : null;
}
