// Reads what matters for drawing out of a locale. It must never hand on a language that no font knows.
import type { EastAsianRegion } from "./font-catalogue.ts";

/** Languages for which a font of the catalogue draws some characters differently. */
const known: ReadonlySet<string> = new Set(
  "ar az bg ca crh cs fa gag gu hi ja kk ko ks ku la lt mk mo mr ne nl nv pl ps ro sa sd sr ta tr tt ug ur uz vi yi zh".split(
    " ",
  ),
);

/** The primary subtag of a BCP 47 tag if it makes a difference, otherwise nothing. */
export function toLanguage(locale: string): string {
  const language = /^[a-zA-Z]{2,3}(?![a-zA-Z])/.exec(locale)?.[0].toLowerCase() ?? "";
  return known.has(language) ? language : "";
}

/** The region whose shapes of Han characters the locale asks for, or null if it does not say. */
export function findRegion(locale: string): EastAsianRegion | null {
  switch (toLanguage(locale)) {
    case "ja":
      return "JP";
    case "ko":
      return "KR";
    case "zh":
      return /[-_](hant|tw|hk|mo)\b/i.test(locale) && !/[-_]hans\b/i.test(locale) ? "TC" : "SC";
    default:
      return null;
  }
}
