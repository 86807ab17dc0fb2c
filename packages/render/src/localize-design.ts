// Chooses a design's texts for one language. It must never change anything but texts.
import { lookUpLocale } from "@attestry/certificate/locale";
import type { Design } from "./design.ts";

/** The design with each text in that language, one of those that it speaks, or in its own where it has no such variant. */
export function localizeDesign(design: Design, language: string): Design {
  const elements = design.elements.map((element) => {
    if (element.type !== "text" || !element.variants) return element;
    return { ...element, content: lookUpLocale(element.variants, language) ?? element.content, variants: undefined };
  });
  return { ...design, elements };
}
