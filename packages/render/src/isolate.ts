// Keeps the direction of a value from turning round what stands beside it (UAX #9 §2.4.2). It must never be drawn itself.

const firstStrong = "\u2068";
const end = "\u2069";
const maybeRightToLeft =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Whether any of the text may run to the left. */
export function isRightToLeft(text: string): boolean {
  return maybeRightToLeft.test(text);
}

/** Sets a value apart, with the direction of its own first strong character. */
export function isolate(text: string): string {
  return `${firstStrong}${text}${end}`;
}

/** Whether a character only sets others apart. */
export function isIsolator(character: string): boolean {
  return character === firstStrong || character === end;
}
