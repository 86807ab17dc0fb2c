// Fills the placeholders of a design's text. It must never run anything, and never expand a value a second time.
import type { CertificateContent } from "./certificate-content.ts";
import { cleanText } from "./clean-text.ts";
import { formatDate } from "./format-date.ts";
import { isolate, isRightToLeft } from "./isolate.ts";
import { listPlaceholders, placeholder } from "./placeholder.ts";

/** A placeholder's value, cleaned for drawing, and the path under which a problem with it is reported. */
export type PlaceholderValue = { path: string; text: string };

/** The values that all certificates of one issuer share. */
export function listSharedValues(issuerName: string): ReadonlyMap<string, PlaceholderValue> {
  return new Map([["issuerName", { path: "organization.name", text: cleanText(issuerName) }]]);
}

/** What a placeholder can name beside `public.<key>` of a public field. */
export const placeholderNames = [
  "certificateId",
  "recipientName",
  "title",
  "issuerName",
  "issuedOn",
  "expiresOn",
  "certificateHash",
  "verificationUrl",
] as const;
type Name = (typeof placeholderNames)[number] | `public.${string}`;

/** All values a placeholder can name. It is a map, so `__proto__` and `constructor` are names like any other. */
export function listPlaceholderValues(content: CertificateContent, dateLocale: string): ReadonlyMap<string, PlaceholderValue> {
  const values = new Map(listSharedValues(content.issuerName));
  const add = (name: Name, path: string, text: string) => values.set(name, { path, text: cleanText(text) });
  add("certificateId", "certificateId", content.certificateId);
  add("recipientName", "recipientName", content.recipientName);
  add("title", "title", content.title);
  add("issuedOn", "issuedAt", formatDate(content.issuedAt, dateLocale));
  add("expiresOn", "expiresAt", content.expiresAt === null ? "" : formatDate(content.expiresAt, dateLocale));
  add("certificateHash", "certificateHash", content.certificateHash);
  add("verificationUrl", "verificationUrl", content.verificationUrl);
  for (const field of content.publicFields) add(`public.${field.key}`, `publicMetadata.${field.key}`, field.value);
  return values;
}

/** The values that a text names, once for each time that it does. */
export function listUsedValues(content: string, values: ReadonlyMap<string, PlaceholderValue>): PlaceholderValue[] {
  return listPlaceholders(content).flatMap((name) => values.get(name) ?? []);
}

/** The lines of a text with each `{{name}}` replaced by its value, or by nothing if there is no such value. */
export function fillPlaceholders(content: string, values: ReadonlyMap<string, PlaceholderValue>): string[] {
  const fill = (line: string) => {
    const isAlone = listPlaceholders(line).length === 1 && line.trim().replace(placeholder, "") === "";
    return line.replace(placeholder, (_, name: string) => {
      const text = values.get(name)?.text ?? "";
      return isAlone || !isRightToLeft(text) ? text : isolate(text);
    });
  };
  return content.split("\n").map((line) => cleanText(fill(line)));
}
