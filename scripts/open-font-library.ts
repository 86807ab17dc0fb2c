import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fontFiles } from "@attestry/render/font-catalogue";
import { FontLibrary } from "@attestry/render/font-library";
import { projectRoot } from "./paths.ts";

const fromRender = createRequire(`${projectRoot}/packages/render/package.json`);

/** A library that reads HarfBuzz and the fonts from node_modules, for what runs in Node. */
export function openFontLibrary(): FontLibrary {
  // Built this way because the Workers' types, which hold here too, know no constructor.
  const module: WebAssembly.Module = Reflect.construct(WebAssembly.Module, [read("harfbuzzjs/dist/harfbuzz.wasm")]);
  return new FontLibrary({ module, readFile: async (name) => readFontFile(name) });
}

/** Reads a font file of the catalogue; throws if there is none of that name. */
export function readFontFile(name: string): Uint8Array<ArrayBuffer> {
  const file = fontFiles.find((candidate) => candidate.name === name);
  if (!file) throw new Error(`There is no font file ${name}.`);
  return read(file.source);
}

function read(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(fromRender.resolve(path)));
}
