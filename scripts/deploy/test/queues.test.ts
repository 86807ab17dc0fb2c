import { expect, test } from "vitest";
import { unstable_readConfig } from "wrangler";
import { z } from "zod";
import { projectRoot } from "../../paths.ts";

const Config = z.object({
  vars: z.record(z.string(), z.string()),
  triggers: z.object({ crons: z.array(z.string()).default([]) }),
  queues: z.object({
    producers: z.array(z.object({ binding: z.string(), queue: z.string() })).default([]),
    consumers: z.array(z.looseObject({ queue: z.string(), dead_letter_queue: z.string().optional() })).default([]),
  }),
});
const readConfig = (file: string) => Config.parse(unstable_readConfig({ config: `${projectRoot}/${file}` }));
const [api, jobs] = [readConfig("wrangler.toml"), readConfig("workers/jobs/wrangler.toml")];

const findBell = ({ queues }: typeof jobs) => queues.producers.find(({ binding }) => binding === "BATCH_BELL")?.queue;
const findConsumer = (name: string | undefined) => jobs.queues.consumers.find(({ queue }) => queue === name);

test("the bell that announces a batch is heard where batches are issued", () => {
  expect(findBell(api)).toBeTypeOf("string");
  expect(findBell(jobs)).toBe(findBell(api));
  // One bell a call, at once: what rings is waited for.
  expect(findConsumer(findBell(api))).toMatchObject({ max_batch_size: 1, max_batch_timeout: 0 });
});

test("a bell that nobody could hear is kept, and told of where it is known by its name", () => {
  const dead = findConsumer(findBell(api))?.dead_letter_queue;
  expect(dead).toBeTypeOf("string");
  expect(findConsumer(dead)).toBeDefined();
  expect(jobs.vars.DEAD_BELL_QUEUE).toBe(dead);
});

test("what was left lying is looked for each minute, and once an hour the rest is done", () => {
  expect(jobs.triggers.crons).toEqual(["* * * * *", "17 * * * *"]);
});
