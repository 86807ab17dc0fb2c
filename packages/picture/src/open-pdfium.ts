// Starts PDFium out of a compiled WebAssembly module. It must never compile, fetch or print: a Worker may not, and a log is not for it.
import { init, type WrappedPdfiumModule } from "@embedpdf/pdfium";

export type Pdfium = { calls: WrappedPdfiumModule; memory: WebAssembly.Memory };

/** What one instance may grow to. A Worker's isolate has 128 MB for everything; beyond this a page is given up. */
export const largestHeapBytes = 72 * 1024 * 1024;

/** Throws when the module is another one. */
export async function openPdfium(engine: WebAssembly.Module): Promise<Pdfium> {
  let memory: unknown;
  const calls = await init({
    print: ignore,
    printErr: ignore,
    // Emscripten's hook: whoever instantiates by himself is spared its own loader, which fetches.
    instantiateWasm(imports: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(engine, boundHeap(imports));
      memory = instance.exports.memory;
      receive(instance);
      return instance.exports;
    },
  });
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("PDFium has no memory.");
  calls.FPDF_InitLibrary();
  return { calls, memory };
}

function boundHeap(imports: WebAssembly.Imports): WebAssembly.Imports {
  const grow = imports.env?.emscripten_resize_heap;
  if (typeof grow !== "function") throw new Error("PDFium grows its memory in another way than expected.");
  const growWithin = (sizeBytes: number) => sizeBytes >>> 0 <= largestHeapBytes && grow(sizeBytes);
  return { ...imports, env: { ...imports.env, emscripten_resize_heap: growWithin } };
}

function ignore(): void {}
