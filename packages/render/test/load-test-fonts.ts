import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Fonts, fontFiles, loadFonts } from "../src/fonts.ts";

/** Parses the fonts anew from node_modules. */
export function loadTestFonts(): Promise<Fonts> {
  return loadFonts(async (name) => {
    const file = fontFiles.find((candidate) => candidate.name === name);
    if (!file) throw new Error(`no font file is called ${name}`);
    return readFile(fileURLToPath(new URL(`../node_modules/${file.source}`, import.meta.url)));
  });
}
