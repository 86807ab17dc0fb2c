// Which secrets a deploy sets. It must never print one, and never replace one that a Worker has unless it was given another.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { Refusal } from "../admin/refusal.ts";
import { localDirectory } from "../paths.ts";
import { createLocalSecrets } from "../stack/local-secrets.ts";
import { type Command, runQuietly } from "./command.ts";
import type { Worker } from "./list-workers.ts";
import type { Settings } from "./settings.ts";

export type Secrets = Record<string, string>;

const Generated = z.record(z.string(), z.string());

/** The secrets to upload with this Worker; those that it has and the environment does not name stay as they are. */
export async function gatherSecrets(
  worker: Worker,
  settings: Settings,
  mayGenerate: boolean,
  others: Worker[],
): Promise<Secrets> {
  const known = new Map(Object.entries(settings));
  const given = worker.requiredSecrets.flatMap((name) => {
    const value = known.get(name) ?? process.env[name];
    return value ? [[name, value] as const] : [];
  });
  const lacking = worker.requiredSecrets.filter((name) => !given.some(([other]) => other === name));
  if (lacking.length === 0) return Object.fromEntries(given);
  const existing = await listExistingSecrets(worker);
  const missing = lacking.filter((name) => !existing.includes(name));
  await requireNotElsewhere(worker, missing, others);
  return { ...Object.fromEntries(given), ...findGenerated(worker, missing, settings.CLOUDFLARE_ACCOUNT_ID, mayGenerate) };
}

/** What one Worker seals another must open: a secret that is there already is never made a second time. */
async function requireNotElsewhere(worker: Worker, missing: string[], others: Worker[]): Promise<void> {
  for (const other of missing.length > 0 ? others : []) {
    const shared = missing.filter((name) => other.name !== worker.name && other.requiredSecrets.includes(name));
    const existing = shared.length > 0 ? await listExistingSecrets(other) : [];
    const [name] = shared.filter((candidate) => existing.includes(candidate));
    if (name === undefined) continue;
    throw new Refusal(
      `${worker.name} needs the ${name} that ${other.name} has, and Cloudflare shows none: set it in the environment.`,
    );
  }
}

export function listSecretsCommand({ config }: Worker): Command {
  return { tool: "wrangler", args: ["secret", "list", "--config", config, "--format", "json"] };
}

async function listExistingSecrets(worker: Worker): Promise<string[]> {
  const { code, output } = await runQuietly(listSecretsCommand(worker));
  if (code !== 0 && output.includes(`Worker "${worker.name}" not found`)) return [];
  const list = /^\[[\s\S]*^\]|^\[\]/m.exec(output)?.[0];
  if (code !== 0 || !list) throw new Refusal(`The secrets of ${worker.name} cannot be listed:\n${output.trim()}`);
  return z
    .array(z.object({ name: z.string() }))
    .parse(JSON.parse(list))
    .map(({ name }) => name);
}

function findGenerated(worker: Worker, missing: string[], accountId: string, mayGenerate: boolean): Secrets {
  if (missing.length === 0) return {};
  const names = missing.join(" and ");
  if (!mayGenerate) {
    throw new Refusal(
      `${worker.name} has no ${names} yet: set ${missing.length > 1 ? "them" : "it"} in the environment, or add --generate-secrets (docs/deploy.md says what to back up).`,
    );
  }
  const generated = keepGenerated(`${localDirectory}/deployments/${accountId}.json`, missing);
  return Object.fromEntries(
    missing.map((name) => {
      const value = generated.get(name);
      if (!value) throw new Refusal(`${worker.name} has no ${name} yet, and it cannot be generated: set it in the environment.`);
      return [name, value];
    }),
  );
}

/**
 * What is wanted and can be made: once for an account, and kept in a file of this user's, so that a deploy that failed half-way goes on
 * with the same. Nothing else is in it: what a Worker has already would be there a second time, and false.
 */
export function keepGenerated(file: string, wanted: string[]): Map<string, string> {
  const kept = existsSync(file) ? Generated.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
  const { linkSigningKey, sealingKeys, webhookSealingKeys, receiptSigningKeys } = createLocalSecrets();
  const makeable = {
    LINK_SIGNING_KEY: linkSigningKey,
    SEALING_KEYS: sealingKeys,
    WEBHOOK_SEALING_KEYS: webhookSealingKeys,
    RECEIPT_SIGNING_KEYS: receiptSigningKeys,
  };
  const made = Object.entries(makeable).filter(([name]) => wanted.includes(name) && kept[name] === undefined);
  const generated = { ...kept, ...Object.fromEntries(made) };
  if (made.length === 0) return new Map(Object.entries(generated));
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(generated, null, 2), { mode: 0o600 });
  console.log(`  Generated ${made.map(([name]) => name).join(" and ")}: back up ${file} now, then delete it.`);
  return new Map(Object.entries(generated));
}
