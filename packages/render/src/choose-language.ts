// Chooses the language of a page. It must never depend on anything but the design and the certificate's locale.
import { listFallbacks } from "@attestry/certificate/locale";
import type { Design } from "./design.ts";

/**
 * The language a design speaks to a locale: of `ar-EG` its own variant, else that of `ar`, else the language of the design itself.
 * Pages of one language have the same fixed part.
 */
export function chooseLanguage({ locale: own = "en", elements }: Design, locale: string): string {
  const spoken = new Set([
    own,
    ...elements.flatMap((element) => (element.type === "text" ? Object.keys(element.variants ?? {}) : [])),
  ]);
  return listFallbacks(locale).find((tag) => spoken.has(tag)) ?? own;
}

/** The locale that dates on a page are written in: the certificate's own, with its region, if the page is in its language. */
export function chooseDateLocale(pageLanguage: string, locale: string): string {
  return pageLanguage.split("-")[0] === locale.split("-")[0] ? locale : pageLanguage;
}
