const days = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const minutes = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });

/** `10 May 2026`, in UTC, of an ISO 8601 moment. Throws a RangeError when it is none. */
export function writeDay(moment: string): string {
  return days.format(new Date(moment));
}

/** `10 May 2026 at 08:00 UTC`, of an ISO 8601 moment. Throws a RangeError when it is none. */
export function writeMoment(moment: string): string {
  return `${minutes.format(new Date(moment))} UTC`;
}
