// Splits text into what a reader takes for one character (UAX #29). It must never part a mark from its letter.

/** Where a character is a letter or sign with the combining marks that follow it, and nothing joins two of them. */
const simple =
  /^[\u0020-\u05ff\u0606-\u06dc\u06de-\u06ff\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u3001-\u312f\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9d]*$/;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Splits text into characters, each with its marks, joiners and variation selectors. */
export function splitClusters(text: string): string[] {
  if (simple.test(text)) return text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}
