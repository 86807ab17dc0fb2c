import { z } from "zod";

const earliestYear = 1900;
const latestYear = 9999;

/** A date and time with a zone, as a caller writes it; leaves in UTC with milliseconds. */
export const Moment = z.iso
  .datetime({
    offset: true,
    abort: true,
    error: "must be an ISO 8601 date and time with a zone, such as 2026-05-10T08:00:00.000Z",
  })
  .refine((text) => isInRange(new Date(text).getUTCFullYear()), {
    abort: true,
    error: `must lie between the years ${earliestYear} and ${latestYear}`,
  })
  .transform((text) => new Date(text).toISOString());

function isInRange(year: number): boolean {
  return year >= earliestYear && year <= latestYear;
}
