// Links to stored files that work without a key for a while. It must never accept two spellings of one signature.
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** `path?expires=<unix seconds>&signature=<hex>`: HMAC-SHA-256 over method, path and expiry, so neither can be changed alone. */
export function signPath(key: Uint8Array, path: string, expiresAtSeconds: number): string {
  return `${path}?expires=${expiresAtSeconds}&signature=${signature(key, path, expiresAtSeconds)}`;
}

export type PathVerdict = "valid" | "expired" | "forged";

/** Judges a path with its query exactly as it was received; anything that `signPath` would not have written is forged. */
export function verifySignedPath(key: Uint8Array, pathAndQuery: string, nowSeconds: number): PathVerdict {
  const match = /^([^?]+)\?expires=([1-9][0-9]{0,11})&signature=([0-9a-f]{64})$/.exec(pathAndQuery);
  const [, path, expires, received] = match ?? [];
  if (path === undefined || expires === undefined || received === undefined) return "forged";
  if (!isEqual(received, signature(key, path, Number(expires)))) return "forged";
  return Number(expires) > nowSeconds ? "valid" : "expired";
}

function signature(key: Uint8Array, path: string, expiresAtSeconds: number): string {
  return bytesToHex(hmac(sha256, key, utf8ToBytes(`GET\n${path}\n${expiresAtSeconds}`)));
}

/** Takes the same time wherever two texts of one length first differ. */
function isEqual(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
