// `npm run issue-csv -- file.csv`: a file's certificates, from the terminal, by the public API alone.
import { defineCommand, runMain } from "citty";
import { readArguments } from "../admin/read-arguments.ts";
import { Refusal } from "../admin/refusal.ts";
import { ApiRefusal } from "./connection.ts";
import { issueCsv } from "./issue-csv.ts";
import { args, Options } from "./options.ts";
import { showIssues } from "./show-issues.ts";

process.on("SIGINT", () => {
  console.log(
    "\nInterrupted. What was accepted is issued all the same; run the same command again to go on, or cancel it with POST /v1/batches/{id}/cancel.",
  );
  process.exit(130);
});

const command = defineCommand({
  meta: {
    name: "npm run issue-csv --",
    description: "Issue the certificates of a CSV file; docs/guides/bulk.md says what it may look like",
  },
  args,
  run: async (context) => {
    try {
      process.exitCode = await issueCsv(readArguments(args, Options, context.args));
    } catch (error) {
      process.exitCode = 2;
      if (error instanceof ApiRefusal) {
        console.error(`${error.code}: ${error.message}`);
        showIssues(error.issues);
      } else if (error instanceof Refusal) console.error(error.message);
      else console.error(`This failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  },
});

await runMain(command);
