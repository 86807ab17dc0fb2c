import type { Sql } from "postgres";
import type { WholeRun } from "../measurement.ts";
import { connections, type ScratchDatabase } from "../scratch-database.ts";
import type { Stage } from "../stage.ts";
import { openDeliveries } from "./open-deliveries.ts";
import { openGraphileWorker } from "./open-graphile-worker.ts";
import { openPgBoss } from "./open-pg-boss.ts";
import type { Queue } from "./queue.ts";

const count = 20_000;
const rounds = 5;

/**
 * A delivery is claimed with its event's data and settled: its row stays, and its attempt gets one. A job of as much data is claimed, handed
 * to a task that does nothing, and deleted. Both lie there before; neither sends anything.
 */
export const deliverOverGraphileWorker: WholeRun = {
  name: `claim and complete ${count} deliveries, ${connections} connections: speed-up over graphile-worker`,
  goal: { atLeast: 1 },
  run: (stage) => drainInTurns(stage, openGraphileWorker),
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
    const rate = (milliseconds: number) => Math.round(1000 / milliseconds);
    return {
      ours: oursMs,
      reference: referenceMs,
      notes: [`${rate(oursMs)} deliveries a second against ${rate(referenceMs)} jobs; ${rounds} rounds in turns, their medians`],
    };
  } finally {
    await reference.stop();
  }
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
