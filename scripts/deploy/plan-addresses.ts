// Which Worker answers at which host: a host of its own becomes a custom domain; on a shared one the verification pages get routes.
import { Refusal } from "../admin/refusal.ts";
import type { Settings } from "./settings.ts";

export type Addresses = { domains: string[]; routes: string[] };

type Urls = Pick<Settings, "SANDBOX_API_URL" | "LIVE_API_URL" | "SANDBOX_VERIFY_URL" | "LIVE_VERIFY_URL" | "DOCS_URL">;

const none: Addresses = { domains: [], routes: [] };

/** Throws a Refusal when two Workers would have to answer at one address. */
export function planAddresses(worker: string, urls: Urls): Addresses {
  const apiHosts = listHosts([urls.SANDBOX_API_URL, urls.LIVE_API_URL, urls.DOCS_URL]);
  switch (worker) {
    case "attestry-api":
      for (const name of ["SANDBOX_API_URL", "LIVE_API_URL"] as const) requireNoPath(name, urls[name]);
      return { domains: apiHosts, routes: [] };
    case "attestry-verify": {
      const bases = [urls.SANDBOX_VERIFY_URL, urls.LIVE_VERIFY_URL].map((url) => new URL(url));
      const shared = bases.filter(({ host }) => apiHosts.includes(host));
      return {
        domains: listHosts([urls.SANDBOX_VERIFY_URL, urls.LIVE_VERIFY_URL]).filter((host) => !apiHosts.includes(host)),
        routes: shared.flatMap(listRoutes),
      };
    }
    default:
      return none;
  }
}

function listHosts(urls: string[]): string[] {
  return [...new Set(urls.map((url) => new URL(url).host))];
}

function requireNoPath(name: string, url: string): void {
  if (new URL(url).pathname !== "/") throw new Refusal(`${name} must be a host without a path: the API answers at /v1.`);
}

function listRoutes({ host, pathname }: URL): string[] {
  if (pathname === "/")
    throw new Refusal(`The API answers at https://${host} already: give the verification pages a path or a host.`);
  return [`${host}${pathname}`, `${host}${pathname}/*`];
}
