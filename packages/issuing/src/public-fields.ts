import type { Json } from "@attestry/certificate/canonical-json";
import { lookUpLocale } from "@attestry/certificate/locale";
import type { MetadataField } from "@attestry/certificate/metadata-schema";
import type { CertificateContent } from "@attestry/render/certificate-content";
import { formatDate } from "@attestry/render/format-date";

/** The declared public fields that have a value, in the template's order, labelled in the page's language where there is such a label. */
export function toPublicFields(
  fields: MetadataField[],
  publicMetadata: { [key: string]: Json },
  locale: string,
): CertificateContent["publicFields"] {
  return fields.flatMap(({ key, label: ownLabel, labels = {}, type, visibility }) => {
    const value = Object.hasOwn(publicMetadata, key) ? publicMetadata[key] : undefined;
    if (visibility !== "public" || value === undefined || value === null) return [];
    const label = lookUpLocale(labels, locale) ?? ownLabel;
    return [{ key, label, value: formatValue(type, value, locale) }];
  });
}

/** A date in the words of the language, a yes or no as a sign that all of them know; anything else as it was sent. */
function formatValue(type: MetadataField["type"], value: Json, locale: string): string {
  if (type === "date" && typeof value === "string") return formatDate(value, locale) || value;
  if (typeof value === "boolean") return value ? "✓" : "✗";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
