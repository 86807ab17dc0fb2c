/** At most so many UTF-16 units of a text that a caller may have written, in Unicode that Postgres can keep: no NUL, no half of a pair. */
export function cutText(text: string, mostUnits: number): string {
  return text.slice(0, mostUnits).replaceAll("\0", "\ufffd").toWellFormed();
}
