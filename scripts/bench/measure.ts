import type { Comparison, Goal, Measurement, RatioGoal, Timing, WholeRun } from "./measurement.ts";
import { median } from "./median.ts";
import type { Stage } from "./stage.ts";

/** `ours` and `reference` are the time of one call in `unit`: the time of a round divided by the calls in it. A timing has no reference. */
export type Result = {
  name: string;
  unit: Comparison["unit"];
  ours: number;
  reference: number | null;
  ratio: number | null;
  goal: Goal;
  holds: boolean;
  notes: string[];
};

/** Measures either kind. */
export function measure(measurement: Measurement, stage: Stage): Promise<Result> {
  if ("run" in measurement) return runOnce(measurement, stage);
  return "sample" in measurement ? time(measurement) : compare(measurement, stage);
}

type Side = () => Promise<unknown>;

// V8 takes more than a second to have the Worker's code in its final form.
const warmUpMilliseconds = 1500;
const roundMilliseconds = 100;
const rounds = 21;
const samples = 5;
const unitsPerMillisecond = { µs: 1000, ms: 1 } as const;

/**
 * Runs both sides in turns (A B A B …) and compares each round with its neighbour: what slows this machine down for longer
 * than a tenth of a second slows both, and the median of the rounds' ratios forgets the rest. It is therefore not quite the
 * quotient of the two medians.
 */
async function compare(measurement: Comparison, stage: Stage): Promise<Result> {
  const { name, unit, goal, concurrency } = measurement;
  const sides = await measurement.setup(stage);
  try {
    const ours = await prepareRounds(sides.ours, concurrency);
    const reference = await prepareRounds(sides.reference, concurrency);
    const times: { ours: number; reference: number }[] = [];
    for (let round = 0; round < rounds; round++) times.push({ ours: await ours(), reference: await reference() });
    const ratio = median(times.map((time) => toRatio(goal, time)));
    const scale = unitsPerMillisecond[unit];
    return {
      name,
      unit,
      ours: round(median(times.map((time) => time.ours)) * scale),
      reference: round(median(times.map((time) => time.reference)) * scale),
      ratio: round(ratio),
      goal,
      holds: holds(goal, ratio),
      notes: [],
    };
  } finally {
    await sides.teardown();
  }
}

/** The median of a few samples: each begins from nothing. */
async function time({ name, goal, sample }: Timing): Promise<Result> {
  const times: number[] = [];
  for (let taken = 0; taken < samples; taken++) times.push(await sample());
  const ours = round(median(times));
  return { name, unit: "ms", ours, reference: null, ratio: null, goal, holds: ours < goal.belowMilliseconds, notes: [] };
}

/** Warms a side up and returns what runs one round of it, in as many calls as take about `roundMilliseconds`. */
async function prepareRounds(side: Side, concurrency: number): Promise<() => Promise<number>> {
  let perCall = await timeCalls(side, concurrency, concurrency);
  for (const end = performance.now() + warmUpMilliseconds; performance.now() < end; ) {
    perCall = await timeCalls(side, callsPerRound(perCall, concurrency), concurrency);
  }
  const calls = callsPerRound(perCall, concurrency);
  return () => timeCalls(side, calls, concurrency);
}

function callsPerRound(perCall: number, concurrency: number): number {
  return concurrency * Math.max(1, Math.round(roundMilliseconds / perCall / concurrency));
}

/** Milliseconds for each of `calls` calls. */
async function timeCalls(side: Side, calls: number, concurrency: number): Promise<number> {
  let left = calls;
  const callInTurn = async () => {
    while (left-- > 0) await side();
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: concurrency }, callInTurn));
  return (performance.now() - startedAt) / calls;
}

async function runOnce({ name, goal, run }: WholeRun, stage: Stage): Promise<Result> {
  const { ours, reference, notes } = await run(stage);
  const ratio = toRatio(goal, { ours, reference });
  const rounded = { ours: round(ours), reference: round(reference), ratio: round(ratio) };
  return { name, unit: "ms", ...rounded, goal, holds: holds(goal, ratio), notes };
}

function holds(goal: RatioGoal, ratio: number): boolean {
  return "atMost" in goal ? ratio <= goal.atMost : ratio >= goal.atLeast;
}

function toRatio(goal: RatioGoal, { ours, reference }: { ours: number; reference: number }): number {
  return "atMost" in goal ? ours / reference : reference / ours;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
