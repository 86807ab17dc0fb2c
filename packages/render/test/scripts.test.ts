import { describe, expect, test } from "vitest";
import { hasTool, readText } from "./read-pdf.ts";
import { listProblems, renderName } from "./render-name.ts";

const hasPoppler = hasTool("pdftotext", "poppler-utils");

/** What a person of each script may be called, with all that is hard about it, and the locale that goes with it. */
const names: [script: string, name: string, locale?: string][] = [
  ["Latin with stacked diacritics", "Adébọ́wálé Ọ̀ṣun É̂x̌"],
  ["Latin with ligatures", "Office Griffith fluffy"],
  ["Vietnamese", "Nguyễn Thị Minh Khai Đặng"],
  ["Greek, polytonic", "Ἀριστοτέλης ᾠδή Ὦ"],
  ["Cyrillic, Serbian", "Ђорђе Његош", "sr"],
  ["Cyrillic, Kazakh", "Нұрсұлтан Әбішұлы"],
  ["Arabic", "عائشة بنت محمد عبد الله"],
  ["Arabic with marks", "مُحَمَّد بِن سَلمان"],
  ["Arabic with ligatures", "علاء الإسلام لا"],
  ["Hebrew", "יוסף כהן"],
  ["Hebrew with niqqud", "שָׁלוֹם בֶּן־דָּוִד"],
  ["Persian with a zero-width non-joiner", "می‌خواهم رضا‌زاده", "fa"],
  ["Urdu", "محمد علی ٹیپو", "ur"],
  ["Devanagari", "श्री कृष्ण शर्मा कीर्ति"],
  ["Bengali", "শ্রী রবীন্দ্রনাথ ঠাকুর"],
  ["Tamil", "சுப்பிரமணியன் கோ"],
  ["Telugu", "తెలుగు శ్రీ"],
  ["Kannada", "ಕನ್ನಡ ಶ್ರೀ"],
  ["Malayalam", "മലയാളം ശ്രീ"],
  ["Gujarati", "ગુજરાતી ક્ષ"],
  ["Gurmukhi", "ਗੁਰਮੁਖੀ ਸ੍ਰੀ"],
  ["Sinhala with a zero-width joiner", "සිංහල ශ්‍රී"],
  ["Thai", "สมชาย ใจดี น้ำทิพย์"],
  ["Lao", "ສະບາຍດີ"],
  ["Khmer", "សុខ សុភ័ក្រ្ត ខ្មែរ"],
  ["Burmese", "မြန်မာ အောင်ဆန်း"],
  ["Chinese, simplified", "李明 王小龙", "zh-Hans"],
  ["Chinese, traditional", "陳大文 龍骨", "zh-Hant"],
  ["Japanese", "山田 さくら 直子 ガード", "ja"],
  ["Korean", "김민준 홍길동", "ko"],
  ["Korean in jamo", "\u1112\u1161\u11ab\u1100\u1173\u11af"],
  ["Ethiopic", "አበበ ቢቂላ"],
  ["Georgian", "გიორგი"],
  ["Armenian", "Արամ Խաչատրյան"],
  ["emoji", "Ada 🎓 👩‍💻 👍🏽 🇲🇾"],
  ["two directions", "Aina عائشة, PhD"],
];

describe.skipIf(!hasPoppler)("what a reader copies is what was sent, in both families and weights", () => {
  test.each(names)("%s", async (_, name, locale) => {
    for (const family of ["serif", "sans"] as const) {
      for (const weight of ["regular", "bold"] as const) {
        const text = readText(await renderName(name, { family, weight }, locale)).replace(/[\u202a-\u202e]/g, "");
        expect(text.normalize("NFC")).toBe(name.normalize("NFC"));
      }
    }
  });

  // Poppler takes the direction of a line from what most of it is and orders its parts by that; the page itself is right.
  test.each([
    ["a line from right to left with words and numbers from left to right", "عائشة (Aina) 123"],
    ["a line from left to right that is mostly Hebrew", "Dr. יוסי כהן, MD"],
  ])("%s comes back word by word, in the reader's own order", async (_, name) => {
    const text = readText(await renderName(name));
    for (const word of name.match(/\p{L}+|\d+/gu) ?? []) expect(text).toContain(word);
  });
});

test("what no font covers is refused by name, whatever its script", async () => {
  for (const name of ["Ꮳ", "ᠮ", "བ", "🇽🇽", "🏴\u{e0067}\u{e007f}", "\u{1f1e6}"]) {
    expect(await listProblems(`Ada ${name}`)).toEqual([expect.stringContaining("which no font covers: docs/fonts.md")]);
  }
});

test("what cannot be seen is refused by its code", async () => {
  for (const hidden of [
    "\u202e",
    "\u2066",
    "\u2068",
    "\u2069",
    "\u061c",
    "\u3164",
    "\u115f",
    "\u034f",
    "\ue000",
    "\u0378",
    "\ufff9",
  ]) {
    const code = `U+${hidden.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    expect(await listProblems(`Ada${hidden}Li`)).toEqual([expect.stringContaining(code)]);
    expect(await listProblems(`אב${hidden}גד`)).toEqual([expect.stringContaining(code)]);
  }
});
