import { randomBytes } from "node:crypto";
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
});
export type LocalSecrets = z.infer<typeof LocalSecrets>;

/** A stack that is older than webhooks lacks theirs. */
const KeptSecrets = LocalSecrets.partial({ webhookSealingKeys: true });

export function createLocalSecrets(): LocalSecrets {
  const random = () => randomBytes(24).toString("base64url");
  return {
    databasePassword: randomBytes(18).toString("hex"),
    supabaseSecretKey: `sb_secret_${random()}`,
    supabasePublishableKey: `sb_publishable_${random()}`,
    linkSigningKey: random() + random(),
    sealingKeys: createSealingKeys(),
    webhookSealingKeys: createSealingKeys(),
  };
}

function createSealingKeys(): string {
  return `1:${randomBytes(32).toString("base64")}`;
}

/** The secrets of a local stack: made at its first start and kept in `file`, readable by this user alone. */
export function getLocalSecrets(file: string): LocalSecrets {
  const kept = existsSync(file) ? KeptSecrets.parse(JSON.parse(readFileSync(file, "utf8"))) : null;
  const made = createLocalSecrets();
  const secrets = { ...made, ...kept, webhookSealingKeys: kept?.webhookSealingKeys ?? made.webhookSealingKeys };
  if (kept?.webhookSealingKeys !== undefined) return secrets;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
