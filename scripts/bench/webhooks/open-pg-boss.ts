import { PgBoss } from "pg-boss";
import { z } from "zod";
import { connections, type ScratchDatabase } from "../scratch-database.ts";
import { listPayloads } from "./list-payloads.ts";
import type { Queue } from "./queue.ts";

const queue = "deliveries";
const batchSize = 100;
const insertSize = 1000;

/** Without what it does beside the jobs, and with a table of the queue's own. A completed job stays, as a delivery does. */
export async function openPgBoss({ sql, databaseUrl }: ScratchDatabase): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: connections,
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  await boss.start();
  await boss.createQueue(queue, { partition: true });
  return {
    async fill(count) {
      const payloads = await listPayloads(sql, count);
      while (payloads.length > 0)
        await boss.insert(
          queue,
          payloads.splice(0, insertSize).map((data) => ({ data })),
        );
    },
    async drain(count) {
      const startedAt = performance.now();
      let left = count;
      const work = async () => {
        while (left > 0) {
          const completed = await completeSome(boss);
          left -= completed;
        }
      };
      await Promise.all(Array.from({ length: connections }, work));
      return performance.now() - startedAt;
    },
    stop: () => boss.stop({ graceful: false }),
  };
}

// Its types say nothing of what it answers.
const Completed = z.looseObject({ affected: z.int() });

async function completeSome(boss: PgBoss): Promise<number> {
  const jobs = await boss.fetch(queue, { batchSize });
  if (jobs.length === 0) return 0;
  const ids = jobs.map(({ id }) => id);
  const { affected } = Completed.parse(await boss.complete(queue, ids));
  if (affected !== jobs.length) throw new Error("Not all that was fetched was completed.");
  return jobs.length;
}
