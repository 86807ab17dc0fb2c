// What begins so is run as a formula by some spreadsheet, full-width signs and leading white space included (OWASP, CSV injection).
const formula = /^'*(?:[\t\r]|\s*[=+\-@＝＋－＠])/u;

/** A text that no spreadsheet takes for a formula: with `'` in front if it looks like one. */
export function guardFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** What `guardFormula` was given. */
export function removeGuard(text: string): string {
  return text.startsWith("'") && guardFormula(text.slice(1)) === text ? text.slice(1) : text;
}
