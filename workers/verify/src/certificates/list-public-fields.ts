import type { Json } from "@attestry/certificate/canonical-json";
import { lookUpLocale } from "@attestry/certificate/locale";
import type { MetadataField } from "@attestry/certificate/metadata-schema";
import type { Language } from "../language/language.ts";

type Field = Pick<MetadataField, "key" | "label" | "labels" | "type" | "visibility">;

/** The declared public fields that have a value, in the template's order, labelled and written in the page's language. */
export function listPublicFields(
  fields: Field[],
  publicMetadata: { [key: string]: Json },
  language: Language,
): { label: string; value: string }[] {
  return fields.flatMap(({ key, label, labels = {}, type, visibility }) => {
    const value = Object.hasOwn(publicMetadata, key) ? publicMetadata[key] : undefined;
    if (visibility !== "public" || value === undefined || value === null || value === "") return [];
    return [{ label: lookUpLocale(labels, language.tag) ?? label, value: writeValue(type, value, language) }];
  });
}

/** A date in the words of the language, a yes or no as a sign that all of them know, as on the certificate; anything else as it was sent. */
function writeValue(type: Field["type"], value: Json, { writeDay }: Language): string {
  if (type === "date" && typeof value === "string" && isDay(value)) return writeDay(value);
  if (typeof value === "boolean") return value ? "✓" : "✗";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A day that there is, as in ISO 8601: what is none would be written as another, or not at all. */
function isDay(text: string): boolean {
  const moment = Date.parse(text);
  return !Number.isNaN(moment) && new Date(moment).toISOString().slice(0, 10) === text;
}
