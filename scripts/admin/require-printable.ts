import { findUncoveredCharacters } from "@attestry/render/find-uncovered-characters";
import { openFontLibrary } from "../open-font-library.ts";
import { Refusal } from "./refusal.ts";

/** Every certificate prints its issuer's name: one that no font covers would have each of them refused. Throws a Refusal. */
export async function requirePrintable(name: string): Promise<void> {
  const [problem] = await openFontLibrary().use("", (fonts) => findUncoveredCharacters(fonts, name));
  if (problem !== undefined) throw new Refusal(`--name ${problem}.`);
}
