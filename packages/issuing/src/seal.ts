// Encryption of what only the issuer may know. It must never write a plaintext, a key or a reused nonce.
import { base64, utf8 } from "./encoding.ts";

/** The key's number and its 32 bytes; the last one seals, all of them open. */
export type SealingKeys = { id: string; key: CryptoKey }[];

/** What a sealed value belongs to; it opens nowhere else. */
export type SealContext = { organizationId: string; environment: string; kind: string; id: string };

/** Reads `1:<base64 of 32 bytes>[,2:<…>]`. Throws when a key has another size or none is there. */
export async function parseSealingKeys(text: string): Promise<SealingKeys> {
  const keys = text.split(",").map(async (entry) => {
    const [, id, encoded] = /^([0-9]+):(\S+)$/.exec(entry.trim()) ?? [];
    const bytes = base64.decode(encoded ?? "");
    if (id === undefined || bytes.length !== 32)
      throw new Error("SEALING_KEYS must read <number>:<base64 of 32 bytes>, comma-separated.");
    return { id, key: await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]) };
  });
  return Promise.all(keys);
}

/** AES-256-GCM with a random 96-bit nonce, bound to its context: `<key id>.<base64 nonce>.<base64 ciphertext and tag>`. */
export async function seal(keys: SealingKeys, context: SealContext, plaintext: string): Promise<string> {
  const current = keys.at(-1);
  if (!current) throw new Error("There is no sealing key.");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: "AES-GCM", iv, additionalData: additionalData(context) };
  const ciphertext = await crypto.subtle.encrypt(algorithm, current.key, utf8.encode(plaintext));
  return `${current.id}.${base64.encode(iv)}.${base64.encode(new Uint8Array(ciphertext))}`;
}

/** The plaintext of what `seal` wrote for this very context. Throws when key, context or text is another. */
export async function unseal(keys: SealingKeys, context: SealContext, sealed: string): Promise<string> {
  const [id, iv, ciphertext] = sealed.split(".");
  const found = keys.find((candidate) => candidate.id === id);
  if (!found || !iv || !ciphertext) throw new Error("This value was sealed with a key that is not here.");
  const algorithm = { name: "AES-GCM", iv: base64.decode(iv), additionalData: additionalData(context) };
  return utf8.decode(await crypto.subtle.decrypt(algorithm, found.key, base64.decode(ciphertext)));
}

function additionalData(context: SealContext) {
  return utf8.encode([context.organizationId, context.environment, context.kind, context.id].join("|"));
}
