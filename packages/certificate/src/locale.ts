// Language tags (BCP 47) in the one spelling that may be stored and hashed.
import { z } from "zod";

/** Language, script and region in their usual case, such as `ms`, `ar-EG` or `zh-Hant-TW`: one language has one spelling. */
export const Locale = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$/, "must be a language tag such as ms or ar-EG");
export type Locale = z.infer<typeof Locale>;

/** What is there for a locale: its own entry, else that of the first of its fallbacks that has one. */
export function lookUpLocale<Value>(entries: { [tag: string]: Value }, locale: string): Value | undefined {
  const tag = listFallbacks(locale).find((candidate) => Object.hasOwn(entries, candidate));
  return tag === undefined ? undefined : entries[tag];
}

/**
 * The tags to try for a locale, best first: of `ar-EG` itself, `ar-Arab-EG`, `ar-Arab` and `ar`; of `zh-TW` also `zh-Hant`, but not `zh`,
 * which is in another script (RFC 4647 §3.4, UTS #35 "Likely Subtags").
 */
export function listFallbacks(locale: string): readonly string[] {
  const known = fallbacks.get(locale);
  if (known) return known;
  if (!Locale.safeParse(locale).success) return [];
  const listed = likelySubtags(locale);
  if (fallbacks.size >= mostKept) fallbacks.clear();
  fallbacks.set(locale, listed);
  return listed;
}

// Asking Intl takes some 20 µs, several times a certificate.
const fallbacks = new Map<string, readonly string[]>();
const mostKept = 1000;

function likelySubtags(locale: string): readonly string[] {
  const { language, script, region } = new Intl.Locale(locale).maximize();
  const isUsualScript = new Intl.Locale(language).maximize().script === script;
  const withRegion = region === undefined ? [] : [`${language}-${script}-${region}`];
  return [...new Set([locale, ...withRegion, `${language}-${script}`, ...(isUsualScript ? [language] : [])])];
}
