import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { fontFiles } from "../src/font-catalogue.ts";
import { FontLibrary } from "../src/font-library.ts";

const harfBuzz = createRequire(import.meta.url).resolve("harfbuzzjs/dist/harfbuzz.wasm");
// The Workers' types, which hold here too, know no constructor.
export const harfBuzzModule: WebAssembly.Module = Reflect.construct(WebAssembly.Module, [new Uint8Array(readFileSync(harfBuzz))]);

/** A library that has loaded nothing yet; `mostKept` is in bytes. */
export function createTestLibrary(mostKept?: number): FontLibrary {
  return new FontLibrary({ module: harfBuzzModule, readFile: readTestFont }, mostKept);
}

/** Reads a font of the catalogue from node_modules. */
export async function readTestFont(name: string): Promise<Uint8Array> {
  const file = fontFiles.find((candidate) => candidate.name === name);
  if (!file) throw new Error(`no font file is called ${name}`);
  return new Uint8Array(await readFile(fileURLToPath(new URL(`../node_modules/${file.source}`, import.meta.url))));
}
