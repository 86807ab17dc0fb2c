import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { projectRoot } from "../paths.ts";

/** PDFium, compiled for Node; a Worker gets the same file compiled by its platform. */
export async function loadEngine(): Promise<WebAssembly.Module> {
  const fromPicture = createRequire(`${projectRoot}/packages/picture/package.json`);
  const bytes = await readFile(fromPicture.resolve("@embedpdf/pdfium/pdfium.wasm"));
  // The Workers' types, which these scripts share, know of no other way to compile than none.
  return Reflect.construct(WebAssembly.Module, [bytes]);
}
