// Finds where a line may end without a space (after UAX #14). It must never part a character from its marks.
import type { Item } from "./itemize.ts";
import { isIdeographic, isUnspaced } from "./scripts.ts";

/** What may not begin a line: closing punctuation, small kana, marks that lengthen or repeat (JIS X 4051). */
const neverFirst =
  /^[!%),.:;?\]}¢°’”‰′″℃、。々〉》」』】〕〗〙〛〜〞〟゛゜ゝゞ・ーヽヾ！％），．：；？］｝～ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ…‥]/u;
/** What may not end one: opening punctuation and signs of currency. */
const neverLast = /[$(£¥[{‘“〈《「『【〔〖〘〚〝＄（［｛￡￥]$/u;
const hyphen = /[-‐–/፡]$/u;
const words = new Intl.Segmenter("th", { granularity: "word" });

/** The indices of the items before which a line may be broken. Spaces are not looked at. */
export function findBreaks(items: readonly Item[]): Set<number> {
  const breaks = new Set<number>();
  items.forEach((item, index) => {
    const before = items[index - 1];
    if (!before || item.text === " " || before.text === " ") return;
    if (before.own === item.own && item.own === "Latin") return;
    if (mayBreak(before, item)) breaks.add(index);
  });
  if (items.some(({ own }) => isUnspacedItem(own))) addWords(items, breaks);
  return breaks;
}

function mayBreak(before: Item, after: Item): boolean {
  if (hyphen.test(before.text)) return !hyphen.test(after.text);
  if (!isIdeograph(before) && !isIdeograph(after)) return false;
  if (before.text === "\u00a0" || after.text === "\u00a0") return false;
  return !neverFirst.test(after.text) && !neverLast.test(before.text);
}

/** Han and kana, and the punctuation that stands among them. */
function isIdeograph({ own, script }: Item): boolean {
  if (own === "Common") return isIdeographic(script);
  return own !== "Inherited" && own !== "Other" && isIdeographic(own);
}

function isUnspacedItem(own: Item["own"]): boolean {
  return own !== "Common" && own !== "Inherited" && own !== "Other" && isUnspaced(own);
}

/** Thai, Lao, Khmer and Burmese break between words, which a dictionary knows. */
function addWords(items: readonly Item[], breaks: Set<number>): void {
  const starts = new Map<number, number>();
  let offset = 0;
  items.forEach((item, index) => {
    starts.set(offset, index);
    offset += item.text.length;
  });
  for (const { index: start } of words.segment(items.map((item) => item.text).join(""))) {
    const index = starts.get(start);
    const [before, after] = [items[(index ?? 0) - 1], items[index ?? 0]];
    if (index === undefined || !before || !after || before.text === " " || after.text === " ") continue;
    if (isUnspacedItem(before.own) && isUnspacedItem(after.own)) breaks.add(index);
  }
}
