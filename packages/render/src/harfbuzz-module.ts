// HarfBuzz compiled, as a Worker's bundle holds it. It must never be imported where nothing bundles: Node reads the file itself.
/// <reference path="./wasm.d.ts" />
import compiled from "harfbuzzjs/dist/harfbuzz.wasm";

export const harfBuzzModule: WebAssembly.Module = compiled;
