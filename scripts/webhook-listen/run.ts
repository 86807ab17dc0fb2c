// `npm run webhook-listen`: a receiver on this machine that verifies webhooks and prints them.
import { defineCommand, runMain } from "citty";
import { readArguments } from "../admin/read-arguments.ts";
import { Refusal } from "../admin/refusal.ts";
import { ApiRefusal } from "../issue-csv/connection.ts";
import { showIssues } from "../issue-csv/show-issues.ts";
import { args, Options } from "./options.ts";
import { webhookListen } from "./webhook-listen.ts";

const interrupted = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
});

const command = defineCommand({
  meta: {
    name: "npm run webhook-listen --",
    description:
      "Receive webhooks on this machine, verify them and print them, until Ctrl-C. Creates a webhook for it, or takes the secret of yours from ATTESTRY_WEBHOOK_SECRET",
  },
  args,
  run: async (context) => {
    try {
      await webhookListen(readArguments(args, Options, context.args), interrupted);
      process.exit(0);
    } catch (error) {
      if (error instanceof ApiRefusal) {
        console.error(`${error.code}: ${error.message}`);
        showIssues(error.issues);
      } else if (error instanceof Refusal) console.error(error.message);
      else console.error(`This failed: ${error instanceof Error ? error.message : String(error)}`);
      process.exit(2);
    }
  },
});

await runMain(command);
