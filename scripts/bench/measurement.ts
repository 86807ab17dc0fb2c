import type { Stage } from "./stage.ts";

/** On the ratio. `atMost` bounds a cost, ours ÷ reference; `atLeast` demands a speed-up, reference ÷ ours. */
export type RatioGoal = { atMost: number } | { atLeast: number };

/** Both sides of a comparison, ready to be called. A call throws when it did not do its work. */
export type Sides = {
  ours: () => Promise<unknown>;
  reference: () => Promise<unknown>;
  teardown: () => void | Promise<void>;
};

/** One comparison. `concurrency` is how many calls are under way at once, on either side. */
export type Comparison = {
  name: string;
  unit: "µs" | "ms";
  goal: RatioGoal;
  concurrency: number;
  setup: (stage: Stage) => Promise<Sides>;
};

/** What happens once and has nothing to be compared with. `sample` returns milliseconds. */
export type Timing = { name: string; goal: { belowMilliseconds: number }; sample: () => Promise<number> };

/** One whole run beside a bound for it, both in milliseconds for a row, with lines to explain them. */
export type WholeRun = {
  name: string;
  goal: RatioGoal;
  run: (stage: Stage) => Promise<{ ours: number; reference: number; notes: string[] }>;
};

export type Measurement = Comparison | Timing | WholeRun;
export type Goal = Measurement["goal"];
