import { Refusal } from "../admin/refusal.ts";
import { type Command, runQuietly } from "./command.ts";
import type { Worker } from "./list-workers.ts";

/** One command for each bucket and queue that a Worker binds. Creating what is there is refused by Cloudflare and harmless. */
export function listResourceCommands(workers: Worker[]): Command[] {
  const buckets = new Set(workers.flatMap((worker) => worker.buckets));
  const queues = new Set(workers.flatMap((worker) => worker.queues));
  return [
    ...[...buckets].map((name): Command => ({ tool: "wrangler", args: ["r2", "bucket", "create", name] })),
    ...[...queues].map((name): Command => ({ tool: "wrangler", args: ["queues", "create", name] })),
  ];
}

// The codes of Cloudflare's API for a bucket and for a queue of that name in this account.
const existsAlready = /\[code: (?:10004|11009)\]/;

export async function createResource(command: Command): Promise<void> {
  const { code, output } = await runQuietly(command);
  const name = command.args.at(-1);
  if (code === 0) console.log(`  Created ${name}`);
  else if (existsAlready.test(output)) console.log(`  ${name} is there`);
  else throw new Refusal(`${name} could not be created:\n${output.trim()}`);
}
