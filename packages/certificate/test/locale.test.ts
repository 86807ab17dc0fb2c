import { expect, test } from "vitest";
import { Locale, lookUpLocale } from "../src/locale.ts";

test.each(["ms", "fil", "ar-EG", "zh-Hant", "zh-Hant-TW", "es-419"])("%s is a locale", (tag) => {
  expect(Locale.safeParse(tag).success).toBe(true);
});

test.each(["", "m", "MS", "ms-my", "ms_MY", "malay", "zh-hant", "en-US-x-private", "ms\n", "__proto__", "constructor"])(
  "%j is none: one language has one spelling",
  (tag) => {
    expect(Locale.safeParse(tag).success).toBe(false);
  },
);

test("a look-up goes from the particular to the general and finds nothing that is inherited", () => {
  const entries = { ar: "general", "ar-EG": "particular", "zh-Hant": "script" };
  expect(["ar-EG", "ar-MA", "ar", "zh-Hant-TW", "zh-TW"].map((tag) => lookUpLocale(entries, tag))).toEqual([
    "particular",
    "general",
    "general",
    "script",
    "script",
  ]);
  expect(lookUpLocale({ zh: "another script" }, "zh-TW")).toBeUndefined();
  expect(["zh", "ms", "constructor", "toString"].map((tag) => lookUpLocale(entries, tag))).toEqual(Array(4).fill(undefined));
});
