// Judges by its text alone whether a webhook may be sent to a URL. It must never accept an address, nor a name that is not public.

export type TargetRules = {
  /** For development on one machine: also http, and the host itself at any port (`isLocalHost`). */
  allowsLocal: boolean;
  /** The platform's own domains as `URL.hostname` spells them; what is under them is its own as well. */
  ownHosts: string[];
};

const longestUrl = 2048;
const localHosts = ["localhost", "127.0.0.1", "[::1]"];

// Top-level domains that lead into a network of one's own or nowhere: RFC 6761 §6, RFC 6762 §3 and appendix G, RFC 7686, RFC 9476,
// "arpa" with RFC 8375's home.arpa; ICANN keeps corp, home, internal and mail out of the public DNS.
const notPublic = new Set(
  "alt arpa corp example home internal intranet invalid lan local localdomain localhost mail onion private test".split(" "),
);

// What the URL standard drops, or reads as something else, without a word: blanks, controls, a backslash, a missing or third slash.
const readInTwoWays = /[\s\p{Cc}\\]|^[a-z]+:(?!\/\/[^/?#])/iu;
// After parsing (RFC 1123 §2.1): at least two labels, the last one no number. A dot at the end is refused: with it, one host had two names.
const domainName = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const longestDomainName = 253;

/** What is wrong with a webhook's URL, as the rest of a sentence that begins with the field's name, or null. */
export function findTargetProblem(text: string, { allowsLocal, ownHosts }: TargetRules): string | null {
  if (text.length > longestUrl) return "must have at most 2,048 characters.";
  // Not URL.canParse: Node 22's, once it runs hot, refuses "ü".
  const url = text.isWellFormed() ? URL.parse(text) : null;
  if (!url) return "must be a valid URL.";
  const { protocol, hostname, port, href } = url;
  if (href.length > longestUrl) return "must have at most 2,048 characters, once what is not ASCII in it is encoded.";
  const isLocal = allowsLocal && isLocalHost(hostname);
  if (protocol !== "https:" && !(isLocal && protocol === "http:")) return "must begin with https://.";
  if (readInTwoWays.test(text)) return "must be a valid URL.";
  if (/^[^/]*\/\/[^/?#]*@/.test(text)) return "must not carry a user name or a password.";
  if (text.includes("#")) return "must not have a fragment.";
  if (isLocal) return null;
  return port === "" ? findHostProblem(hostname, ownHosts) : "must be at port 443.";
}

/** A URL as it is stored, and asked for: in the one spelling that the URL standard gives it. Throws a TypeError for what is none. */
export function toStoredUrl(text: string): string {
  return new URL(text).href;
}

/** Whether a host, as `URL.hostname` spells it, is this machine by its very name. */
export function isLocalHost(hostname: string): boolean {
  return localHosts.includes(hostname);
}

/** Of a parsed host: whatever spelling of an IPv4 address it was, it is four decimal numbers now (WHATWG URL §3.5). */
function findHostProblem(hostname: string, ownHosts: string[]): string | null {
  if (/^(?:\[|[0-9.]+$)/.test(hostname)) return "must name its host, not give an IP address.";
  if (hostname.length > longestDomainName || !domainName.test(hostname)) return "must have a full domain name as its host.";
  if (notPublic.has(hostname.slice(hostname.lastIndexOf(".") + 1))) return "must have a host on the public Internet.";
  const isOwn = ownHosts.some((own) => hostname === own || hostname.endsWith(`.${own}`));
  return isOwn ? "must not lead back to this platform." : null;
}
