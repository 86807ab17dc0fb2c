import type { Sql } from "postgres";
import type { WholeRun } from "../measurement.ts";
import { connections, type ScratchDatabase } from "../scratch-database.ts";
import type { Stage } from "../stage.ts";
import { openDeliveries } from "./open-deliveries.ts";
import { openGraphileWorker, openUnbatchedGraphileWorker } from "./open-graphile-worker.ts";
import { openPgBoss } from "./open-pg-boss.ts";
import type { Queue } from "./queue.ts";

const count = 20_000;
const rounds = 5;
const unbatchedCount = 5_000;

/**
 * A delivery is claimed with its event, which is made of its certificate, by the hundred, and settled: its row stays, with its attempt in it.
 * A job of as much data is claimed in batches of five hundred, handed to a task that does nothing, and deleted. Both lie there before; neither
 * sends anything.
 */
export const deliverOverGraphileWorker: WholeRun = {
  name: `claim and complete ${count} deliveries, ${connections} connections: speed-up over graphile-worker`,
  goal: { atLeast: 1 },
  async run(stage) {
    const measured = await drainInTurns(stage, openGraphileWorker);
    return { ...measured, notes: [...measured.notes, await describeUnbatched(stage)] };
  },
};

/** The same over jobs that are fetched and completed by the hundred: their rows stay, too. */
export const deliverOverPgBoss: WholeRun = {
  name: `claim and complete ${count} deliveries, ${connections} connections: speed-up over pg-boss`,
  goal: { atLeast: 2 },
  run: (stage) => drainInTurns(stage, openPgBoss),
};

async function drainInTurns(stage: Stage, openReference: (database: ScratchDatabase) => Promise<Queue>) {
  const database = await stage.database();
  const ours = await openDeliveries(database.sql);
  const reference = await openReference(database);
  try {
    await timeRound(database.sql, ours, reference);
    const times: { ours: number; reference: number }[] = [];
    while (times.length < rounds) times.push(await timeRound(database.sql, ours, reference));
    const [oursMs, referenceMs] = [median(times.map((time) => time.ours)), median(times.map((time) => time.reference))];
    return {
      ours: oursMs,
      reference: referenceMs,
      notes: [
        `${toRate(oursMs)} deliveries a second against ${toRate(referenceMs)} jobs; ${rounds} rounds in turns, their medians`,
      ],
    };
  } finally {
    await reference.stop();
  }
}

/** Beside what is measured: it decides nothing, also when it does not end as it should. */
async function describeUnbatched(stage: Stage): Promise<string> {
  const worker = await openUnbatchedGraphileWorker(await stage.database());
  try {
    await worker.fill(unbatchedCount);
    const milliseconds = (await worker.drain(unbatchedCount)) / unbatchedCount;
    return `${toRate(milliseconds)} jobs a second where graphile-worker batches nothing, its default`;
  } catch {
    return "graphile-worker without batches, its default, left jobs behind";
  } finally {
    await worker.stop();
  }
}

function toRate(milliseconds: number): number {
  return Math.round(1000 / milliseconds);
}

/** Milliseconds for each. */
async function timeRound(sql: Sql, ours: Queue, reference: Queue): Promise<{ ours: number; reference: number }> {
  await ours.fill(count);
  await reference.fill(count);
  await sql`vacuum analyze`;
  await sql`checkpoint`;
  return { ours: (await ours.drain(count)) / count, reference: (await reference.drain(count)) / count };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
