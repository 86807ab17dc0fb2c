// The steps of a deploy, in order. Each can be repeated: a deploy that stopped half-way is run again.
import { connectAsOwner } from "../admin/connect.ts";
import { Refusal } from "../admin/refusal.ts";
import { publishBuiltInTemplates } from "../admin/templates.ts";
import { buildAssets } from "../stack/build-assets.ts";
import { migrateCommand } from "./apply-migrations.ts";
import { checkExposedSchema } from "./check-exposed-schema.ts";
import { runVisibly, showCommand } from "./command.ts";
import { createResource, listResourceCommands } from "./create-resources.ts";
import { deployCommand, deployWorker, tryWorker } from "./deploy-worker.ts";
import { gatherSecrets, listSecretsCommand, type Secrets } from "./gather-secrets.ts";
import type { Worker } from "./list-workers.ts";
import type { Settings } from "./settings.ts";
import { listProbes, probeAll } from "./smoke-test.ts";

export type Step = {
  title: string;
  /** What `run` does, for people; secrets as •••. */
  plan: string[];
  run: () => Promise<void>;
  /** What a dry run does beyond printing the plan. It needs neither network nor credentials. */
  tryRun?: () => Promise<void>;
};

export function listSteps(workers: Worker[], settings: Settings, mayGenerateSecrets: boolean): Step[] {
  const secrets = new Map<string, Secrets>();
  return [
    planSecrets(workers, settings, mayGenerateSecrets, secrets),
    planAssets(),
    ...planDatabase(settings),
    planResources(workers),
    ...workers.map((worker) => planWorker(worker, settings, secrets)),
    planProbes(settings),
  ];
}

function planSecrets(workers: Worker[], settings: Settings, mayGenerate: boolean, secrets: Map<string, Secrets>): Step {
  const given = new Map(Object.entries({ ...process.env, ...settings }));
  const asked = workers.filter(({ requiredSecrets }) => requiredSecrets.some((name) => !given.get(name)));
  return {
    title: "See which secrets the Workers have",
    plan: asked.map((worker) => showCommand(listSecretsCommand(worker))),
    run: async () => {
      for (const worker of workers) secrets.set(worker.name, await gatherSecrets(worker, settings, mayGenerate, workers));
    },
  };
}

function planAssets(): Step {
  const build = async () => buildAssets();
  return { title: "Build the static assets", plan: ["fill workers/api/dist/assets"], run: build, tryRun: build };
}

function planDatabase(settings: Settings): Step[] {
  const migrate = migrateCommand(settings.DATABASE_URL);
  return [
    { title: "Apply the migrations", plan: [showCommand(migrate)], run: () => runVisibly(migrate) },
    {
      title: "Check that the project exposes the schema api",
      plan: [`POST ${settings.SUPABASE_URL}/rest/v1/rpc/run_maintenance (apikey: •••)`],
      run: () => checkExposedSchema(settings),
    },
    {
      title: "Publish the built-in templates",
      plan: ["admin.import_template for each template, in both environments"],
      run: async () => {
        const sql = connectAsOwner(settings.DATABASE_URL);
        await publishBuiltInTemplates(sql).finally(() => sql.end());
      },
    },
  ];
}

function planResources(workers: Worker[]): Step {
  const commands = listResourceCommands(workers);
  return {
    title: "Create the buckets and queues that are missing",
    plan: commands.map(showCommand),
    run: async () => {
      for (const command of commands) await createResource(command);
    },
  };
}

function planWorker(worker: Worker, settings: Settings, secrets: Map<string, Secrets>): Step {
  const contents = `<${worker.requiredSecrets.map((name) => `${name}=•••`).join(" ")}>`;
  return {
    title: `Deploy ${worker.name}`,
    plan: [showCommand(deployCommand(worker, settings, contents))],
    run: () => deployWorker(worker, settings, secrets.get(worker.name) ?? {}),
    tryRun: async () => {
      const { code, output, gzipKib } = await tryWorker(deployCommand(worker, settings, ""));
      if (code !== 0) throw new Refusal(`${worker.name} cannot be deployed:\n${output.trim()}`);
      console.log(`  wrangler deploy --dry-run: bundles, ${gzipKib} KiB gzipped`);
    },
  };
}

function planProbes(settings: Settings): Step {
  const probes = listProbes(settings);
  return {
    title: "Ask the deployment",
    plan: probes.map(({ url, status }) => `GET ${url} answers ${status}`),
    run: () => probeAll(probes),
  };
}
