// The Workers of this project, read from their own configurations: a new Worker, bucket or queue is deployed without a line here.
import { existsSync, readdirSync } from "node:fs";
import { unstable_readConfig } from "wrangler";
import { z } from "zod";
import { projectRoot } from "../paths.ts";

export type Worker = {
  name: string;
  /** Its wrangler.toml, from the project's root. */
  config: string;
  /** Names and local values. */
  variables: Record<string, string>;
  requiredSecrets: string[];
  buckets: string[];
  queues: string[];
  /** The Workers that it calls, by name. */
  boundTo: string[];
};

/** In the order of a deploy: a Worker comes after those that it calls, since a binding to one that is not there is refused. */
export function listWorkers(): Worker[] {
  const folders = readdirSync(`${projectRoot}/workers`).map((folder) => `workers/${folder}/wrangler.toml`);
  const workers = ["wrangler.toml", ...folders].filter((config) => existsSync(`${projectRoot}/${config}`)).map(readWorker);
  const called = new Set(workers.flatMap((worker) => worker.boundTo));
  return [...workers.filter(({ name }) => called.has(name)), ...workers.filter(({ name }) => !called.has(name))];
}

const Config = z.object({
  name: z.string(),
  vars: z.record(z.string(), z.string()),
  secrets: z.object({ required: z.array(z.string()).default([]) }).default({ required: [] }),
  r2_buckets: z.array(z.object({ bucket_name: z.string() })),
  services: z.array(z.object({ service: z.string() })).default([]),
  queues: z.object({
    producers: z.array(z.object({ queue: z.string() })).default([]),
    consumers: z.array(z.object({ queue: z.string(), dead_letter_queue: z.string().optional() })).default([]),
  }),
});

function readWorker(config: string): Worker {
  const parsed = Config.parse(unstable_readConfig({ config: `${projectRoot}/${config}` }));
  const { producers, consumers } = parsed.queues;
  const deadLetterQueues = consumers.flatMap(({ dead_letter_queue: queue }) => queue ?? []);
  return {
    name: parsed.name,
    config,
    variables: parsed.vars,
    requiredSecrets: parsed.secrets.required,
    buckets: parsed.r2_buckets.map((bucket) => bucket.bucket_name),
    boundTo: parsed.services.map(({ service }) => service),
    queues: [...[...producers, ...consumers].map(({ queue }) => queue), ...deadLetterQueues],
  };
}
