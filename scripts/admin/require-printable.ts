import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { findUncoveredCharacters } from "@attestry/render/find-uncovered-characters";
import { fontFiles, loadFonts } from "@attestry/render/fonts";
import { projectRoot } from "../paths.ts";
import { Refusal } from "./refusal.ts";

const fromRender = createRequire(`${projectRoot}/packages/render/package.json`);

/** Every certificate prints its issuer's name: one that no font covers would have each of them refused. Throws a Refusal. */
export async function requirePrintable(name: string): Promise<void> {
  const fonts = await loadFonts(async (file) => {
    const source = fontFiles.find((font) => font.name === file)?.source ?? file;
    return new Uint8Array(readFileSync(fromRender.resolve(source)));
  });
  const [problem] = findUncoveredCharacters(fonts, name);
  if (problem !== undefined) throw new Refusal(`--name ${problem}.`);
}
