// When an attempt that failed is followed by another one.

const mostJitter = 0.2;
const mostRetryAfterSeconds = 24 * 60 * 60;

/**
 * Seconds until the next attempt after `tryCount` have failed, or null when that was the last. `schedule` has the seconds before each
 * attempt, the first one's included; up to a fifth is added by chance (`random`, 0 to 1), so that what failed together does not come back
 * together. What the endpoint asked for with `Retry-After` is waited for, up to a day.
 */
export function findNextDelay(
  schedule: readonly number[],
  tryCount: number,
  random: number,
  retryAfterSeconds: number | null,
): number | null {
  const planned = schedule[tryCount];
  if (planned === undefined) return null;
  const delay = planned * (1 + random * mostJitter);
  return Math.max(delay, Math.min(retryAfterSeconds ?? 0, mostRetryAfterSeconds));
}

/** The seconds that a `Retry-After` header asks for, as a number or as a date (RFC 9110 §10.2.3); null when it is neither. */
export function parseRetryAfter(value: string | null, now: Date): number | null {
  if (value === null) return null;
  if (/^\s*[0-9]{1,9}\s*$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
