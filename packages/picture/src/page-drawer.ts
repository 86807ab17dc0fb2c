// Keeps one PDFium for many pages. It must never throw for a document's sake, nor draw on with an instance that failed.
import { drawPage } from "./draw-page.ts";
import type { Drawing } from "./drawing.ts";
import { openPdfium, type Pdfium } from "./open-pdfium.ts";

/** Memory that was grown is never given back and what leaks adds up: after either, a new instance costs some 20 ms. */
const retirement = { pages: 500, heapBytes: 48 * 1024 * 1024 };

export class PageDrawer {
  readonly #engine: WebAssembly.Module;
  #held: { pdfium: Pdfium; drawn: number } | undefined;

  constructor(engine: WebAssembly.Module) {
    this.#engine = engine;
  }

  /** Draws in one go once the engine is there, so that however many ask at once, one page is in memory. */
  async draw(pdf: Uint8Array, widthPixels: number): Promise<Drawing> {
    this.#held ??= { pdfium: await openPdfium(this.#engine), drawn: 0 };
    const held = this.#held;
    try {
      const drawing = drawPage(held.pdfium, pdf, widthPixels);
      held.drawn += 1;
      if (held.drawn >= retirement.pages || this.heapBytes > retirement.heapBytes) this.#held = undefined;
      return drawing;
    } catch (error) {
      this.#held = undefined;
      return { ok: false, refusal: "engine_failed", errorName: error instanceof Error ? error.name : "not an Error" };
    }
  }

  /** Of the instance that is held; 0 when the next page gets a new one. */
  get heapBytes(): number {
    return this.#held?.pdfium.memory.buffer.byteLength ?? 0;
  }
}
