import { z } from "zod";
import type { PageContext } from "./pages.ts";

// XX is Cloudflare's word for one it does not know, T1 for the Tor network: neither is a country.
const Country = z.string().regex(/^(?!XX)[A-Z]{2}$/);
const CloudflareRequest = z.object({ cf: z.object({ country: Country }) });

/** The country Cloudflare saw the request come from, ISO 3166-1 alpha-2; null when nobody says. */
export function readCountry(c: PageContext): string | null {
  const request = CloudflareRequest.safeParse(c.req.raw);
  if (request.success) return request.data.cf.country;
  const header = Country.safeParse(c.req.header("CF-IPCountry"));
  return header.success ? header.data : null;
}
