import { EventEmitter } from "node:events";
import { connections, type ScratchDatabase } from "../scratch-database.ts";
import { listPayloads } from "./list-payloads.ts";
import type { Queue } from "./queue.ts";

const identifier = "deliver";
const insertSize = 1000;
const concurrentJobs = 24;

const batched = { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 };

/** With both batchings of https://worker.graphile.org/docs/performance: a local queue and completions that wait for a turn of the loop. */
export function openGraphileWorker(database: ScratchDatabase): Promise<Queue> {
  return open(database, batched);
}

/** Each job claimed and completed by itself, as it does unless it is told otherwise. */
export function openUnbatchedGraphileWorker(database: ScratchDatabase): Promise<Queue> {
  return open(database, {});
}

async function open({ sql, databaseUrl }: ScratchDatabase, batching: Partial<typeof batched>): Promise<Queue> {
  // It decides when it is loaded whether it logs each job.
  process.env.NO_LOG_SUCCESS = "1";
  const { Logger, makeWorkerUtils, runOnce } = await import("graphile-worker");
  const logger = new Logger(() => () => {});
  const utils = await makeWorkerUtils({ connectionString: databaseUrl, maxPoolSize: 1, logger });
  await utils.migrate();
  return {
    async fill(count) {
      const payloads = await listPayloads(sql, count);
      while (payloads.length > 0) await utils.addJobs(payloads.splice(0, insertSize).map((payload) => ({ identifier, payload })));
    },
    async drain(count) {
      let done = 0;
      let startedAt = Number.NaN;
      const taskList = { [identifier]: async () => void done++ };
      // From here on it works: its tables are checked and its pool is there.
      const events = new EventEmitter().once("pool:create", () => {
        startedAt = performance.now();
      });
      const rest = { connectionString: databaseUrl, maxPoolSize: connections, noHandleSignals: true, logger };
      await runOnce({ ...rest, events, taskList, preset: { worker: { concurrentJobs, ...batching } } });
      const milliseconds = performance.now() - startedAt;
      const [left] = await sql`select count(*)::int as count from graphile_worker._private_jobs`;
      if (done !== count || left?.count !== 0) throw new Error("Not all jobs were completed.");
      return milliseconds;
    },
    stop: async () => utils.release(),
  };
}
