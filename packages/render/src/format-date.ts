// Dates as they are printed. It must never depend on the machine's own language or time zone.

// Numbers of formats are small, but a caller chooses the language.
const mostFormats = 50;
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Formats an ISO 8601 time as a date in UTC and in the language's long form, such as `22 November 2025`; an unreadable time gives an
 * empty string. Years are those of the common era in every language, as in the certificate's record.
 */
export function formatDate(time: string, locale: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "" : getFormat(locale).format(date);
}

function getFormat(locale: string): Intl.DateTimeFormat {
  const known = formats.get(locale);
  if (known) return known;
  // Day before month unless the region is one that says otherwise; a language without data would else be the machine's own.
  const region = locale === "en" ? "en-GB" : locale;
  const format = new Intl.DateTimeFormat([region, "en-GB"], { dateStyle: "long", timeZone: "UTC", calendar: "gregory" });
  if (formats.size >= mostFormats) formats.clear();
  formats.set(locale, format);
  return format;
}
