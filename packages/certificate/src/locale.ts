// Language tags (BCP 47) in the one spelling that may be stored and hashed.
import { z } from "zod";

/** Language, script and region in their usual case, such as `ms`, `ar-EG` or `zh-Hant-TW`: one language has one spelling. */
export const Locale = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$/, "must be a language tag such as ms or ar-EG");
export type Locale = z.infer<typeof Locale>;

/** What is there for a locale: of `ar-Arab-EG` its own entry, else that of `ar-Arab`, else that of `ar` (RFC 4647 §3.4). */
export function lookUpLocale<Value>(entries: { [tag: string]: Value }, locale: string): Value | undefined {
  const parts = locale.split("-");
  for (let length = parts.length; length > 0; length--) {
    const tag = parts.slice(0, length).join("-");
    if (Object.hasOwn(entries, tag)) return entries[tag];
  }
  return undefined;
}
