// Prepares a value for drawing. It must never change what a reader sees.

/** Letters that join or stack: only between them does a joiner change a shape. */
const shaped =
  "\\p{Script=Arabic}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Tamil}" +
  "\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}";
const joiners = new RegExp(
  `(?<![${shaped}][\\p{M}]*)\\u200c|\\u200c(?![${shaped}])` +
    `|(?<![${shaped}\\p{Extended_Pictographic}][\\p{M}\\u{1f3fb}-\\u{1f3ff}]*)\\u200d|\\u200d(?!\\p{Extended_Pictographic}|[${shaped}])`,
  "gu",
);
/** A selector chooses between shapes of a sign or of a Han character; elsewhere it does nothing. */
const selectors =
  /(?<![\p{Emoji}\p{So}\p{Sm}])[\ufe0e\ufe0f]|(?<!\p{Script=Han})[\ufe00-\ufe02\u{e0100}-\u{e01ef}]|[\ufe03-\ufe0d]/gu;

/**
 * Returns the text in NFC with every run of white space (line breaks and tabs too) as one space. Zero-width characters are left out
 * where they change no shape. No-break spaces stay. Control characters and bidi controls stay too, to be reported and not hidden.
 */
export function cleanText(text: string): string {
  const spaced = text
    .normalize("NFC")
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, "")
    .replace(/[ \t\r\n\v\f\u0085\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]+/g, " ")
    .trim();
  if (!/[\p{Join_Control}\p{Variation_Selector}]/u.test(spaced)) return spaced;
  return spaced.replace(joiners, "").replace(selectors, "").normalize("NFC");
}
