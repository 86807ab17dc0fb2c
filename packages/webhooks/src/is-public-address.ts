// Tells the addresses of the public Internet from all others. It must never take for public what it cannot read.
import ipaddr from "ipaddr.js";

const longestAddress = 45;
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an address is unicast, of no special purpose (IANA's registries, RFC 6890) and, of IPv6, within 2000::/3 (RFC 4291 §2.4).
 * False for an IPv4 address that is not four decimal numbers, and for one with a zone.
 */
export function isPublicAddress(address: string): boolean {
  if (address.length > longestAddress) return false;
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address).range() === "unicast";
  if (!ipaddr.IPv6.isValid(address)) return false;
  const parsed = ipaddr.IPv6.parse(address);
  return parsed.zoneId === undefined && parsed.match(globalUnicast) && parsed.range() === "unicast";
}
