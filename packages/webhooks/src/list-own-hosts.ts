// Which domains are the platform's own. It must never take a domain for its own that others have names under.
import { getDomain } from "tldts";

/**
 * The hosts of the URLs at which the platform answers, and a domain directly above two of them or more: what else lies there is its
 * operator's too, unless it is a public suffix (publicsuffix.org). One host alone says nothing of what is above it.
 */
export function listOwnHosts(urls: string[]): string[] {
  const hosts = [...new Set(urls.map((url) => new URL(url).hostname))];
  const above = hosts.map((host) => host.slice(host.indexOf(".") + 1)).filter(isBelowPublicSuffix);
  return [...new Set([...hosts, ...above.filter((domain, index) => above.indexOf(domain) !== index)])];
}

/** Whether one owner has all of a domain. The list's private section counts: anybody gets a name under workers.dev. */
function isBelowPublicSuffix(domain: string): boolean {
  return getDomain(domain, { allowPrivateDomains: true }) !== null;
}
