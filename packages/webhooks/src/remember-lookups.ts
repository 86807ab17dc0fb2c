// Spares the DNS server the same question again and again. It must never keep a failure, nor anything for longer than 30 seconds.
import type { Lookup, Resolver } from "./open-resolver.ts";

const longestMilliseconds = 30_000;
const mostNames = 200;

/** The same resolver with a memory, for an isolate that sends; whoever judges a URL that is being saved asks without one. */
export function rememberLookups(resolver: Resolver): Resolver {
  // Answers, not promises: a request of a Worker cannot wait for another's.
  const kept = new Map<string, { lookup: Lookup; askedAt: number }>();
  return async (hostname) => {
    const known = kept.get(hostname);
    if (known && Date.now() - known.askedAt < longestMilliseconds) return known.lookup;
    const askedAt = Date.now();
    const lookup = await resolver(hostname);
    if (lookup.failure === null) kept.set(hostname, { lookup, askedAt });
    const [oldest] = kept.keys();
    if (kept.size > mostNames && oldest !== undefined) kept.delete(oldest);
    return lookup;
  };
}
