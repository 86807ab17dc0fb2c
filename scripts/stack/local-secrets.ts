import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const LocalSecrets = z.object({
  databasePassword: z.string(),
  supabaseSecretKey: z.string(),
  supabasePublishableKey: z.string(),
  linkSigningKey: z.string(),
  sealingKeys: z.string(),
  webhookSealingKeys: z.string(),
  receiptSigningKeys: z.string(),
});
export type LocalSecrets = z.infer<typeof LocalSecrets>;

/** An older stack lacks those that came later. */
const KeptSecrets = LocalSecrets.partial({ webhookSealingKeys: true, receiptSigningKeys: true });

export function createLocalSecrets(): LocalSecrets {
  const random = () => randomBytes(24).toString("base64url");
  return {
    databasePassword: randomBytes(18).toString("hex"),
    supabaseSecretKey: `sb_secret_${random()}`,
    supabasePublishableKey: `sb_publishable_${random()}`,
    linkSigningKey: random() + random(),
    sealingKeys: createSealingKeys(),
    webhookSealingKeys: createSealingKeys(),
    receiptSigningKeys: createReceiptSigningKeys(),
  };
}

function createSealingKeys(): string {
  return `1:${randomBytes(32).toString("base64")}`;
}

/** One key of Ed25519, in PKCS #8 and base64. */
export function createReceiptSigningKeys(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
}

/** The secrets of a local stack: made at its first start and kept in `file`, readable by this user alone. */
export function getLocalSecrets(file: string): LocalSecrets {
  const kept = existsSync(file) ? KeptSecrets.parse(JSON.parse(readFileSync(file, "utf8"))) : null;
  const secrets = LocalSecrets.parse({ ...createLocalSecrets(), ...kept });
  if (LocalSecrets.safeParse(kept).success) return secrets;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
