// `npm run deploy`: the database, the buckets and the Workers of one installation. docs/deploy.md explains it.
import { defineCommand, renderUsage, runMain } from "citty";
import { z } from "zod";
import { explainFailure } from "./admin/explain-failure.ts";
import { readArguments } from "./admin/read-arguments.ts";
import { listSteps } from "./deploy/list-steps.ts";
import { listWorkers } from "./deploy/list-workers.ts";
import { listMissing, parseSettings, placeholders } from "./deploy/settings.ts";

const args = {
  "dry-run": { type: "boolean", description: "Print every step and bundle the Workers; needs no network and no credentials" },
  "generate-secrets": {
    type: "boolean",
    description: "Make LINK_SIGNING_KEY, SEALING_KEYS and WEBHOOK_SEALING_KEYS if no Worker has them",
  },
} as const;
const Options = z.object({ "dry-run": z.boolean().default(false), "generate-secrets": z.boolean().default(false) });

// A signal ends the process by exit(), so that what was written for a command is removed.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

async function deploy({ "dry-run": isDryRun, "generate-secrets": mayGenerate }: z.infer<typeof Options>): Promise<void> {
  const missing = isDryRun ? listMissing(process.env) : [];
  const settings = await parseSettings({ ...process.env, ...pick(placeholders, missing) });
  if (missing.length > 0) console.log(`Not set, so shown with placeholders: ${missing.join(", ")}.\n`);
  for (const { title, plan, run, tryRun } of listSteps(listWorkers(), settings, mayGenerate)) {
    console.log(`· ${title}`);
    for (const line of plan) console.log(`  ${line}`);
    await (isDryRun ? tryRun?.() : run());
  }
  console.log(isDryRun ? "\nA dry run: nothing was changed." : "\nDeployed.");
}

function pick(values: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

const command = defineCommand({
  meta: {
    name: "npm run deploy --",
    description: "Deploy Attestry to Cloudflare and Supabase; docs/deploy.md says what it needs",
  },
  args,
  run: async (context) => {
    try {
      await deploy(readArguments(args, Options, context.args));
    } catch (error) {
      console.error(explainFailure(error));
      process.exitCode = 1;
    }
  },
});

await runMain(command, { showUsage: async (shown) => console.log(await renderUsage(shown)) });
