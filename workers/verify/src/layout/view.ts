import type { Environment } from "@attestry/certificate/environment";
import type { Language } from "../language/language.ts";
import type { PageContext } from "../requests/pages.ts";
import { readFileHash } from "../requests/read-file-hash.ts";

/** What every page is written for: where it was asked for, and in which language. */
export type View = {
  /** Null for an address that lies below neither base. */
  environment: Environment | null;
  /** The path of the base, without a trailing slash. */
  basePath: string;
  language: Language;
  /** The language that the address itself names, to be named again by what the page leads to. */
  chosenLanguage: string | null;
  /** What else the address says after its question mark, to be kept when the language changes. */
  kept: Record<string, string>;
};

const keptNames = ["expires", "signature"];

export function toView(c: PageContext): View {
  const place = c.get("place");
  const language = c.get("language");
  const asked = c.req.query();
  const kept = keptNames.flatMap((name) => (asked[name] === undefined ? [] : [[name, asked[name]]]));
  // One that was not believed would be, once it came from a link of this page.
  const sha256 = readFileHash(c);
  return {
    environment: place?.environment ?? null,
    basePath: place?.basePath ?? "",
    language,
    chosenLanguage: c.req.query("lang") === undefined ? null : language.tag,
    kept: { ...(sha256 && { sha256 }), ...Object.fromEntries(kept) },
  };
}
