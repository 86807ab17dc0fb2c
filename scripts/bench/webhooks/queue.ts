/** Something that holds work and completes it. `fill` is not measured; `drain` throws when not all of it was completed. */
export type Queue = {
  fill: (count: number) => Promise<void>;
  /** Milliseconds from the first claim to the last completion. */
  drain: (count: number) => Promise<number>;
  stop: () => Promise<void>;
};
