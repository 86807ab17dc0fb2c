// The format of API keys. A key's text must never be stored or logged: only its hash, prefix and last four characters are.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import crc32 from "crc-32";
import type { Environment } from "./environment.ts";
import { createRandomText } from "./random-text.ts";

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const randomLength = 30;
const checksumLength = 6;
const pattern = new RegExp(`^sk_(sandbox|live)_at_([0-9A-Za-z]{${randomLength}})([0-9A-Za-z]{${checksumLength}})$`);

export const allScopes = [
  "certificates.read",
  "certificates.write",
  "certificates.verify",
  "templates.read",
  "templates.write",
  "webhooks.read",
  "webhooks.write",
] as const;
export type Scope = (typeof allScopes)[number];

/** A new key: `sk_<environment>_at_`, 30 base-62 characters (178 bits) and the CRC-32 of all before it in 6 base-62 digits. */
export function createApiKey(environment: Environment): { secret: string; hash: string; lastFour: string } {
  const body = `sk_${environment}_at_${createRandomText(base62, randomLength)}`;
  const secret = body + checksum(body);
  return { secret, hash: hashApiKey(secret), lastFour: secret.slice(-4) };
}

/** The environment and hash of a well-formed key, or null. Decided by the text alone: whether the key exists is the database's to say. */
export function parseApiKey(secret: string): { environment: Environment; hash: string } | null {
  const match = pattern.exec(secret);
  if (!match || checksum(secret.slice(0, -checksumLength)) !== match[3]) return null;
  return { environment: match[1] === "live" ? "live" : "sandbox", hash: hashApiKey(secret) };
}

/** Lower-case hex SHA-256 of the key's text: enough for 178 random bits, where a password would need a slow hash. */
function hashApiKey(secret: string): string {
  return bytesToHex(sha256(utf8ToBytes(secret)));
}

function checksum(text: string): string {
  let rest = crc32.str(text) >>> 0;
  let digits = "";
  for (let i = 0; i < checksumLength; i++) {
    digits = base62.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}
