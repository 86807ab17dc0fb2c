import { arabic } from "./arabic.ts";
import { chinese } from "./chinese.ts";
import { english } from "./english.ts";
import { french } from "./french.ts";
import { german } from "./german.ts";
import { hindi } from "./hindi.ts";
import { indonesian } from "./indonesian.ts";
import { japanese } from "./japanese.ts";
import { defineLanguage, type Language } from "./language.ts";
import { malay } from "./malay.ts";
import { portuguese } from "./portuguese.ts";
import { spanish } from "./spanish.ts";
import { tamil } from "./tamil.ts";

// Day before month: who reads English without saying where reads it that way more often than not.
export const defaultLanguage = defineLanguage({ tag: "en", name: "English", messages: english, region: "en-GB" });

/** Every language of the pages, in the order in which they are offered. */
export const languages: readonly Language[] = [
  defaultLanguage,
  defineLanguage({ tag: "ms", name: "Bahasa Melayu", messages: malay }),
  defineLanguage({ tag: "id", name: "Bahasa Indonesia", messages: indonesian }),
  defineLanguage({ tag: "zh", name: "中文", messages: chinese }),
  defineLanguage({ tag: "ar", name: "العربية", messages: arabic, direction: "rtl" }),
  defineLanguage({ tag: "hi", name: "हिन्दी", messages: hindi }),
  defineLanguage({ tag: "ta", name: "தமிழ்", messages: tamil }),
  defineLanguage({ tag: "es", name: "Español", messages: spanish }),
  defineLanguage({ tag: "fr", name: "Français", messages: french }),
  defineLanguage({ tag: "pt", name: "Português", messages: portuguese }),
  defineLanguage({ tag: "de", name: "Deutsch", messages: german }),
  defineLanguage({ tag: "ja", name: "日本語", messages: japanese }),
];
