// What begins so is run as a formula by some spreadsheet, full-width signs and leading white space included (OWASP, CSV injection).
const formula = /^'*(?:[\t\r]|\s*[=+\-@＝＋－＠])/u;
// Where the list separator is another than a comma, quotes in the middle of a line are letters: a cell begins after any of these, too.
const within = /(?<=[;|\t\r\n])(?=["'\s]*[=+\-@＝＋－＠])/gu;
const guardedWithin = /(?<=[;|\t\r\n])'(?=["'\s]*[=+\-@＝＋－＠])/gu;

/** A text that no spreadsheet takes for a formula, whatever its list separator: with `'` in front of what looks like one. */
export function guardFormula(text: string): string {
  const guarded = text.replaceAll(within, "'");
  return formula.test(guarded) ? `'${guarded}` : guarded;
}

/** What `guardFormula` was given. */
export function removeGuard(text: string): string {
  const bare = (text.startsWith("'") ? text.slice(1) : text).replaceAll(guardedWithin, "");
  if (guardFormula(bare) === text) return bare;
  const whole = text.replaceAll(guardedWithin, "");
  return guardFormula(whole) === text ? whole : text;
}
