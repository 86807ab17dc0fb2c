// How Lighthouse (10 and later, mobile) makes a score of what a visit measured, without its Speed Index: what was weighed is weighed as there.

/** Milliseconds, but for `moved`: the sum of layout shifts. */
export type Paints = { first: number; largest: number; blocked: number; moved: number };

// A value that scores 0.9, the one that scores 0.5, and the weight.
const curves: Record<keyof Paints, { good: number; middle: number; weight: number }> = {
  first: { good: 1800, middle: 3000, weight: 10 },
  largest: { good: 2500, middle: 4000, weight: 25 },
  blocked: { good: 200, middle: 600, weight: 30 },
  moved: { good: 0.1, middle: 0.25, weight: 25 },
};

/** From 0 to 1. */
export function toScore(paints: Paints): number {
  const parts = [
    weigh(paints.first, curves.first),
    weigh(paints.largest, curves.largest),
    weigh(paints.blocked, curves.blocked),
    weigh(paints.moved, curves.moved),
  ];
  const weights = Object.values(curves).reduce((sum, { weight }) => sum + weight, 0);
  return parts.reduce((sum, part) => sum + part, 0) / weights;
}

/** The share of all pages, taken to be spread log-normally, that do worse. */
function weigh(value: number, { good, middle, weight }: { good: number; middle: number; weight: number }): number {
  if (value <= 0) return weight;
  const spread = Math.log(middle / good) / quantileOfTenth;
  return weight * (1 - normal(Math.log(value / middle) / spread));
}

// Of the standard normal distribution: a tenth lies above it.
const quantileOfTenth = 1.2815515655446004;

/** The share of a standard normal distribution below `x` (Abramowitz and Stegun, 26.2.17: to 7.5e-8). */
function normal(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const factors = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * factors.reduceRight((sum, factor) => (sum + factor) * t, 0);
  return x > 0 ? 1 - tail : tail;
}
