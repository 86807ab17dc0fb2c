import { Environment } from "@attestry/certificate/environment";
import type { VerifyBases } from "@attestry/certificate/verification-url";

/** Where a request arrived: the base of one environment, and the path below it. `basePath` carries no trailing slash. */
export type Place = { environment: Environment; basePath: string; path: string };

/** Null when the address lies below neither base. One base may lie below the other: the longer one wins. */
export function findPlace(bases: VerifyBases, address: string): Place | null {
  const places = Environment.options.flatMap((environment) => placesBelow(bases, environment, new URL(address)));
  const [longest] = places.sort((a, b) => b.basePath.length - a.basePath.length);
  return longest ?? null;
}

// Scheme and host are not compared as one origin: TLS may end in front of the Worker.
function placesBelow(bases: VerifyBases, environment: Environment, { host, pathname }: URL): Place[] {
  const base = new URL(bases[environment]);
  const basePath = base.pathname.replace(/\/$/, "");
  if (base.host !== host) return [];
  if (pathname !== basePath && !pathname.startsWith(`${basePath}/`)) return [];
  return [{ environment, basePath, path: pathname.slice(basePath.length) || "/" }];
}

/** `/live/…` or `/sandbox/…`: the path that the routes are written for, apart from where a base is served. */
export function toRoutePath(bases: VerifyBases, address: string): string {
  const place = findPlace(bases, address);
  return place ? `/${place.environment}${place.path}` : "/";
}
