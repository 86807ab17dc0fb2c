import type { Json } from "@attestry/certificate/canonical-json";
import type { CertificateContent } from "@attestry/render/certificate-content";

type Field = { key: string; label: string; visibility: "public" | "private" };

/** The declared public fields that have a value, in the template's order. What a template does not declare is not shown. */
export function toPublicFields(fields: Field[], publicMetadata: { [key: string]: Json }): CertificateContent["publicFields"] {
  return fields.flatMap(({ key, label, visibility }) => {
    const value = Object.hasOwn(publicMetadata, key) ? publicMetadata[key] : undefined;
    if (visibility !== "public" || value === undefined || value === null) return [];
    return [{ key, label, value: typeof value === "object" ? JSON.stringify(value) : String(value) }];
  });
}
