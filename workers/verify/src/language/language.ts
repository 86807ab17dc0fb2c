// A language of the pages: its texts, its direction, and how it writes dates.
import type { Messages } from "./english.ts";

export type Language = {
  /** BCP 47. */
  tag: string;
  /** As its speakers call it. */
  name: string;
  direction: "ltr" | "rtl";
  messages: Messages;
  /** A day in UTC, such as `10 May 2026`, of an ISO 8601 moment. Throws a RangeError when it is none. */
  writeDay: (moment: string) => string;
  /** The same with its time, such as `10 May 2026 at 08:00 UTC`. */
  writeMoment: (moment: string) => string;
};

type Definition = Pick<Language, "tag" | "name" | "messages"> & { direction?: Language["direction"]; region?: string };

// Years are those of the common era in every language, as in the certificate's record.
const inUtc = { timeZone: "UTC", calendar: "gregory" } as const;
const day = { day: "numeric", month: "long", year: "numeric" } as const;
const minute = { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" } as const;

export function defineLanguage({ tag, name, messages, direction = "ltr", region = tag }: Definition): Language {
  const days = new Intl.DateTimeFormat(region, { ...inUtc, ...day });
  const minutes = new Intl.DateTimeFormat(region, { ...inUtc, ...minute });
  return {
    ...{ tag, name, messages, direction },
    writeDay: (moment) => days.format(new Date(moment)),
    writeMoment: (moment) => minutes.format(new Date(moment)),
  };
}

/** The text with its `{placeholders}` filled in. Throws when one has no value. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`There is no value for {${name}}.`);
    return value;
  });
}
