// Decides by its addresses whether a host may be connected to. It must never call a host public of which it knows a part only.
import { isPublicAddress } from "./is-public-address.ts";
import type { LookupFailure, Resolver } from "./open-resolver.ts";

/** `forbidden`: never connect. `noAddress`: the name is not there, or has none. `unresolved`: nobody knows yet; ask again later. */
export type Resolution =
  | { kind: "public"; addresses: string[] }
  | { kind: "forbidden"; address: string }
  | { kind: "noAddress" }
  | { kind: "unresolved"; reason: LookupFailure };

/** Judges all A and AAAA records of a name that `findTargetProblem` has passed; one that is not public forbids it. Never rejects. */
export async function resolveTarget(hostname: string, resolver: Resolver): Promise<Resolution> {
  const { addresses, failure } = await resolver(hostname);
  const address = addresses.find((candidate) => !isPublicAddress(candidate));
  if (address !== undefined) return { kind: "forbidden", address };
  if (failure !== null) return { kind: "unresolved", reason: failure };
  return addresses.length > 0 ? { kind: "public", addresses } : { kind: "noAddress" };
}
