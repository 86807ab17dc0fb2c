import * as fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { findNextDelay, parseRetryAfter } from "../src/schedule.ts";

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const [minute, hour, day] = [60, 3600, 86_400];
const schedule = [0, 5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour];

describe("the next attempt", () => {
  it("comes at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h", () => {
    const delays = schedule.map((_, tryCount) => findNextDelay(schedule, tryCount, 0, null));
    expect(delays).toEqual([0, 5, 300, 1800, 7200, 18_000, 36_000, 36_000]);
  });

  it("comes no more after eight, whatever the endpoint asks for", () => {
    expect(findNextDelay(schedule, 8, 0, null)).toBeNull();
    expect(findNextDelay(schedule, 8, 0.5, 60)).toBeNull();
    expect(findNextDelay(schedule, 9, 0, null)).toBeNull();
    expect(findNextDelay([], 0, 0, null)).toBeNull();
  });

  it("is later by a fifth at most, and never earlier", () => {
    expect(findNextDelay(schedule, 2, 0.5, null)).toBeCloseTo(330);
    expect(findNextDelay(schedule, 2, 1, null)).toBeCloseTo(360);
    expect(findNextDelay(schedule, 0, 1, null)).toBe(0);
  });

  it("waits for Retry-After where that is longer, up to a day", () => {
    expect(findNextDelay(schedule, 1, 0, 120)).toBe(120);
    expect(findNextDelay(schedule, 1, 1, 2)).toBeCloseTo(6);
    expect(findNextDelay(schedule, 1, 0, 0)).toBe(5);
    expect(findNextDelay(schedule, 1, 0, day)).toBe(day);
    expect(findNextDelay(schedule, 1, 0, day + 1)).toBe(day);
    expect(findNextDelay(schedule, 7, 0, 999_999_999)).toBe(day);
  });

  it(`lies between what is planned and what may be asked for, for any chance (FUZZ_SEED=${seed})`, () => {
    const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    const retryAfter = fc.option(fc.nat({ max: 999_999_999 }));
    const check = fc.property(fc.nat({ max: 7 }), random, retryAfter, (tryCount, chance, retryAfterSeconds) => {
      const planned = schedule[tryCount] ?? Number.NaN;
      const wanted = Math.min(retryAfterSeconds ?? 0, day);
      const delay = findNextDelay(schedule, tryCount, chance, retryAfterSeconds) ?? Number.NaN;
      expect(delay).toBeGreaterThanOrEqual(Math.max(planned, wanted));
      expect(delay).toBeLessThanOrEqual(Math.max(planned * 1.2, wanted));
    });
    fc.assert(check, { seed, numRuns: 2_000 });
  });
});

describe("Retry-After", () => {
  const now = new Date("2026-05-10T08:00:00Z");

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each([
    ["0", 0],
    ["120", 120],
    [" 7 ", 7],
    ["007", 7],
    ["999999999", 999_999_999],
  ])("%j is that many seconds", (value, seconds) => {
    expect(parseRetryAfter(value, now)).toBe(seconds);
  });

  it.each([
    ["Sun, 10 May 2026 08:02:00 GMT", 120],
    ["Sunday, 10-May-26 08:02:00 GMT", 120],
    ["Sun, 10 May 2026 08:00:00 GMT", 0],
    ["Sun, 10 May 2026 07:00:00 GMT", 0],
    ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ])("%j is the seconds until then, none when it has passed", (value, seconds) => {
    expect(parseRetryAfter(value, now)).toBe(seconds);
  });

  it("may be a date without a zone, which is in UTC where a Worker runs", () => {
    vi.stubEnv("TZ", "UTC");
    expect(parseRetryAfter("Sun May 10 08:02:00 2026", now)).toBe(120);
  });

  it("counts a second that has begun as a whole one", () => {
    expect(parseRetryAfter("Sun, 10 May 2026 08:00:02 GMT", new Date("2026-05-10T08:00:00.001Z"))).toBe(2);
  });

  it.each([[null], [""], ["soon"], ["Infinity"], ["NaN"], ["120s"], ["Sun, 99 May 2026 08:02:00 GMT"]])(
    "%j is nothing that could be waited for",
    (value) => {
      expect(parseRetryAfter(value, now)).toBeNull();
    },
  );

  it.each([["-1"], ["+30"], ["1 2 3"], ["1e9"], ["0x10"], ["1.5"], ["9999999999"], ["99999999999999999999"], ["☃"], ["\u0000"]])(
    "%j, which no standard knows, neither throws nor asks for more than a day",
    (value) => {
      const delay = findNextDelay(schedule, 1, 0, parseRetryAfter(value, now));
      expect(delay).toBeGreaterThanOrEqual(5);
      expect(delay).toBeLessThanOrEqual(day);
    },
  );

  it(`of any text gives a number or nothing (FUZZ_SEED=${seed})`, () => {
    const check = fc.property(fc.string({ unit: "binary", maxLength: 40 }), (value) => {
      const seconds = parseRetryAfter(value, now);
      expect(seconds === null || (Number.isFinite(seconds) && seconds >= 0)).toBe(true);
    });
    fc.assert(check, { seed, numRuns: 2_000 });
  });
});
