import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Refusal } from "../admin/refusal.ts";
import { type Command, type CommandResult, runQuietly, runVisibly } from "./command.ts";
import type { Secrets } from "./gather-secrets.ts";
import type { Worker } from "./list-workers.ts";
import { planAddresses } from "./plan-addresses.ts";
import type { Settings } from "./settings.ts";

/** Code, variables, addresses and secrets go up as one version: a Worker's first deploy needs no secret beforehand. */
export function deployCommand(worker: Worker, settings: Settings, secretsFile: string): Command {
  const known = new Map(Object.entries({ ...process.env, ...settings }));
  const variables = Object.entries(worker.variables).flatMap(([name, localValue]) => {
    const value = known.get(name);
    if (!value && localValue.includes("localhost")) throw new Refusal(`Set ${name}: ${worker.config} has its local value only.`);
    return value ? ["--var", `${name}:${value}`] : [];
  });
  const { domains, routes } = planAddresses(worker.name, settings);
  const addresses = [...domains.flatMap((domain) => ["--domain", domain]), ...routes.flatMap((route) => ["--route", route])];
  const secrets = secretsFile && worker.requiredSecrets.length > 0 ? ["--secrets-file", secretsFile] : [];
  return { tool: "wrangler", args: ["deploy", "--config", worker.config, ...variables, ...addresses, ...secrets] };
}

/** The secrets are in a file of this user's while wrangler runs, since its arguments could be seen by others. */
export async function deployWorker(worker: Worker, settings: Settings, secrets: Secrets): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "attestry-deploy-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    const file = join(folder, "secrets.json");
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
    await runVisibly(deployCommand(worker, settings, file));
  } finally {
    remove();
    process.off("exit", remove);
  }
}

/** Bundles and checks a Worker as a deploy would, offline and without credentials. `gzipKib` is what counts against the limit. */
export async function tryWorker(command: Command): Promise<CommandResult & { gzipKib: number | undefined }> {
  const folder = mkdtempSync(join(tmpdir(), "attestry-bundle-"));
  try {
    const result = await runQuietly({ ...command, args: [...command.args, "--dry-run", "--outdir", folder] });
    const gzip = /gzip: ([\d.]+) KiB/.exec(result.output)?.[1];
    return { ...result, gzipKib: gzip === undefined ? undefined : Number(gzip) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
