import type { Json } from "@attestry/certificate/canonical-json";

type Field = { key: string; label: string; visibility: "public" | "private" };

/** The declared public fields that have a value, in the template's order and as the PDF prints them. */
export function listPublicFields(fields: Field[], publicMetadata: { [key: string]: Json }): { label: string; value: string }[] {
  return fields.flatMap(({ key, label, visibility }) => {
    const value = Object.hasOwn(publicMetadata, key) ? publicMetadata[key] : undefined;
    if (visibility !== "public" || value === undefined || value === null || value === "") return [];
    return [{ label, value: typeof value === "object" ? JSON.stringify(value) : String(value) }];
  });
}
