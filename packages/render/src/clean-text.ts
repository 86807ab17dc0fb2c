// Prepares a value for drawing. It must never change what a reader sees.

/**
 * Returns the text in NFC with every run of white space (line breaks and tabs too) as one space and zero-width characters left out.
 * No-break spaces stay. Other control characters and bidi controls stay too, so that they are reported and not hidden.
 */
export function cleanText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .replace(/[ \t\r\n\v\f\u0085\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]+/g, " ")
    .trim();
}
