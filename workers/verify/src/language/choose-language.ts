import { parseAccept } from "hono/utils/accept";
import type { Language } from "./language.ts";
import { defaultLanguage, languages } from "./languages.ts";

/** What a reader chose by name, else what the browser asks for (RFC 4647 §3.4, by weight), else English. */
export function chooseLanguage(chosen: string | undefined, acceptLanguage: string | undefined): Language {
  return findLanguage(chosen ?? "") ?? findAccepted(acceptLanguage ?? "") ?? defaultLanguage;
}

function findAccepted(header: string): Language | undefined {
  const wanted = parseAccept(header.slice(0, 500))
    .filter(({ q }) => q > 0)
    .toSorted((a, b) => b.q - a.q);
  return wanted.map(({ type }) => findLanguage(type)).find((language) => language !== undefined);
}

function findLanguage(tag: string): Language | undefined {
  const [primary = ""] = tag.toLowerCase().split("-");
  return languages.find((language) => language.tag === primary);
}
