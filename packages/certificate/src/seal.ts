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
      throw new Error("Sealing keys must read <number>:<base64 of 32 bytes>, comma-separated.");
    return { id, key: await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]) };
  });
  return Promise.all(keys);
}

/** AES-256-GCM with a random 96-bit nonce, bound to its context: `<key id>.<base64 nonce>.<base64 ciphertext and tag>`. */
export async function seal(keys: SealingKeys, context: SealContext, plaintext: string): Promise<string> {
  const { id, iv, ciphertext } = await encrypt(keys, context, utf8.encode(plaintext));
  return `${id}.${base64.encode(iv)}.${base64.encode(ciphertext)}`;
}

/** The plaintext of what `seal` wrote for this very context. Throws when key, context or text is another. */
export async function unseal(keys: SealingKeys, context: SealContext, sealed: string): Promise<string> {
  const [id, iv, ciphertext] = sealed.split(".");
  if (!iv || !ciphertext) throw new Error("This value was not sealed.");
  return utf8.decode(await decrypt(keys, context, id, base64.decode(iv), base64.decode(ciphertext)));
}

const dot = ".".charCodeAt(0);
const nonceBytes = 12;

/** As `seal`, without base64: the key's id, a dot, the nonce, ciphertext and tag. */
export async function sealBytes(
  keys: SealingKeys,
  context: SealContext,
  plaintext: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { id, iv, ciphertext } = await encrypt(keys, context, plaintext);
  const prefix = utf8.encode(`${id}.`);
  const sealed = new Uint8Array(prefix.length + iv.length + ciphertext.length);
  sealed.set(prefix);
  sealed.set(iv, prefix.length);
  sealed.set(ciphertext, prefix.length + iv.length);
  return sealed;
}

/** The plaintext of what `sealBytes` wrote for this very context. Throws when key, context or bytes are others. */
export async function unsealBytes(
  keys: SealingKeys,
  context: SealContext,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const start = sealed.indexOf(dot) + 1;
  const id = utf8.decode(sealed.slice(0, Math.max(0, start - 1)).buffer);
  const iv = sealed.slice(start, start + nonceBytes);
  return new Uint8Array(await decrypt(keys, context, id, iv, sealed.slice(start + nonceBytes)));
}

type Encrypted = { id: string; iv: Uint8Array<ArrayBuffer>; ciphertext: Uint8Array<ArrayBuffer> };

async function encrypt(keys: SealingKeys, context: SealContext, plaintext: Uint8Array<ArrayBuffer>): Promise<Encrypted> {
  const current = keys.at(-1);
  if (!current) throw new Error("There is no sealing key.");
  const iv = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const algorithm = { name: "AES-GCM", iv, additionalData: additionalData(context) };
  return { id: current.id, iv, ciphertext: new Uint8Array(await crypto.subtle.encrypt(algorithm, current.key, plaintext)) };
}

async function decrypt(
  keys: SealingKeys,
  context: SealContext,
  id: string | undefined,
  iv: Uint8Array<ArrayBuffer>,
  ciphertext: Uint8Array<ArrayBuffer>,
): Promise<ArrayBuffer> {
  const found = keys.find((candidate) => candidate.id === id);
  if (!found) throw new Error("This value was sealed with a key that is not here.");
  return crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: additionalData(context) }, found.key, ciphertext);
}

function additionalData(context: SealContext) {
  return utf8.encode([context.organizationId, context.environment, context.kind, context.id].join("|"));
}
