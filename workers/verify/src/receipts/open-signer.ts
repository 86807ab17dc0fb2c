import { base64 } from "@attestry/certificate/encoding";
import { CompactSign, calculateJwkThumbprint } from "jose";
import { z } from "zod";

// A private key of Ed25519 in DER (RFC 8410 §7) has 48 bytes, and but for the last 32 always the same.
const keyPattern = /^MC4CAQAwBQYDK2VwBCIEI[A-Za-z0-9+/]{43}$/;

/** Private keys of Ed25519 in PKCS #8, DER and base64, comma-separated: the first signs, the others are those that signed before. */
export const ReceiptKeys = z
  .string()
  .transform((text) => text.split(",").map((key) => key.trim()))
  .pipe(z.array(z.string().regex(keyPattern, "must be base64 of an Ed25519 key in PKCS #8")).min(1));
export type ReceiptKeys = z.infer<typeof ReceiptKeys>;

export type ReceiptSigner = {
  sign: (claims: Record<string, unknown>) => Promise<string>;
  /** The JSON Web Key Set (RFC 7517) that receipts are checked with. */
  publicKeys: { keys: PublicKey[] };
};

type PublicKey = { kty: "OKP"; crv: "Ed25519"; x: string; kid: string; alg: "EdDSA"; use: "sig" };

/** Throws when a key is none. */
export async function openSigner(keys: ReceiptKeys): Promise<ReceiptSigner> {
  const opened = await Promise.all(keys.map(openKey));
  const [first] = opened;
  if (!first) throw new Error("There is no key to sign receipts with.");
  const header = { alg: "EdDSA", typ: "attestry-receipt+jwt", kid: first.published.kid };
  return {
    sign: (claims) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(claims))).setProtectedHeader(header).sign(first.key),
    publicKeys: { keys: opened.map(({ published }) => published) },
  };
}

/** A key's id is its thumbprint (RFC 7638), so that no id is ever used twice. */
async function openKey(text: string): Promise<{ key: CryptoKey; published: PublicKey }> {
  const key = await crypto.subtle.importKey("pkcs8", base64.decode(text), "Ed25519", true, ["sign"]);
  const exported = await crypto.subtle.exportKey("jwk", key);
  const { x } = z.object({ x: z.string() }).parse(exported);
  const kid = await calculateJwkThumbprint({ kty: "OKP", crv: "Ed25519", x });
  return { key, published: { kty: "OKP", crv: "Ed25519", x, kid, alg: "EdDSA", use: "sig" } };
}
