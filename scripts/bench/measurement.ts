import type { Stage } from "./stage.ts";

/** On the ratio. `atMost` bounds a cost, ours ÷ reference; `atLeast` demands a speed-up, reference ÷ ours. */
export type Goal = { atMost: number } | { atLeast: number };

/** Both sides of a comparison, ready to be called. A call throws when it did not do its work. */
export type Sides = { ours: () => Promise<unknown>; reference: () => Promise<unknown>; teardown: () => void };

/** One comparison. `concurrency` is how many calls are under way at once, on either side. */
export type Measurement = {
  name: string;
  unit: "µs" | "ms";
  goal: Goal;
  concurrency: number;
  setup: (stage: Stage) => Promise<Sides>;
};
