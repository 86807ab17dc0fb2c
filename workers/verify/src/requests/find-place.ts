import { isDomainName } from "@attestry/certificate/domain-name";
import { Environment } from "@attestry/certificate/environment";
import { toHostBase, type VerifyBases } from "@attestry/certificate/verification-url";

/** Where a request arrived: below the base of one environment, or at an organization's own host. No base carries a trailing slash. */
export type Place = {
  environment: Environment;
  verifyHost: string | null;
  base: string;
  basePath: string;
  path: string;
  /** Where every organization's certificates are shown: the same, but for an own host. */
  deploymentBase: string;
  /** The other environment's base, where it is of the same host; null elsewhere. */
  siblingBase: string | null;
};

/** Null when the host is a base's and the address lies below neither. One base may lie below the other: the longer one wins. */
export function findPlace(bases: VerifyBases, address: string): Place | null {
  const url = new URL(address);
  if (Environment.options.every((environment) => new URL(bases[environment]).host !== url.host)) return placeAtHost(bases, url);
  const places = Environment.options.flatMap((environment) => placesBelow(bases, environment, url));
  const [longest] = places.sort((a, b) => b.basePath.length - a.basePath.length);
  return longest ?? null;
}

// Whose it is, and whether it is anybody's, the database knows. What is shown there is real.
function placeAtHost({ live }: VerifyBases, { host, pathname }: URL): Place | null {
  if (!isDomainName(host)) return null;
  return {
    environment: "live",
    verifyHost: host,
    base: toHostBase(host),
    basePath: "",
    path: pathname,
    deploymentBase: live,
    siblingBase: null,
  };
}

// Scheme and host are not compared as one origin: TLS may end in front of the Worker.
function placesBelow(bases: VerifyBases, environment: Environment, { host, pathname }: URL): Place[] {
  const base = new URL(bases[environment]);
  const basePath = base.pathname.replace(/\/$/, "");
  if (base.host !== host) return [];
  if (pathname !== basePath && !pathname.startsWith(`${basePath}/`)) return [];
  const path = pathname.slice(basePath.length) || "/";
  const sibling = bases[environment === "live" ? "sandbox" : "live"];
  const siblingBase = new URL(sibling).host === host ? sibling : null;
  return [
    { environment, verifyHost: null, base: bases[environment], basePath, path, deploymentBase: bases[environment], siblingBase },
  ];
}

/** `/live/…` or `/sandbox/…`: the path that the routes are written for, apart from where a base is served. */
export function toRoutePath(bases: VerifyBases, address: string): string {
  const place = findPlace(bases, address);
  return place ? `/${place.environment}${place.path}` : "/";
}
