// Tells which characters may not be drawn because nobody would see them. It must never let a direction be turned round unseen.

const plain = /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u4e00-\u9fff\uac00-\ud7a3]$/;
/** Joiners and selectors where cleanText left them, flags' tags, and the signs that enclose Arabic numbers. */
const allowed =
  /\p{Join_Control}|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u0600-\u0605\u06dd\u08e2]|(?<=^\u{1f3f4}[\u{e0020}-\u{e007e}]*)[\u{e0020}-\u{e007f}]/gu;
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
/** More marks than this on one letter would be drawn over the lines above. */
const tooManyMarks = /\p{M}{7}/u;
const longestCluster = 48;

/** Whether a character (with its marks) holds something that is not seen, or too many marks to be. */
export function isHidden(cluster: string): boolean {
  if (plain.test(cluster)) return false;
  if (cluster.length > longestCluster || tooManyMarks.test(cluster)) return true;
  const shown = cluster.replace(allowed, "");
  return shown === "" || hidden.test(shown);
}
