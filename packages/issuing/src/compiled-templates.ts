// The compiled templates an isolate holds. A compilation never changes, so what is here is never stale; it may be lost at any time.
import type { CompiledTemplate } from "@attestry/render/compiled-template";

// An isolate has 128 MB, most of which fonts may take.
const mostBytes = 16_000_000;

/** The ones used last, up to 16 MB of them. */
export class CompiledTemplates {
  readonly #held = new Map<string, CompiledTemplate>();
  #bytes = 0;

  find(key: string): CompiledTemplate | null {
    const found = this.#held.get(key);
    if (!found) return null;
    this.#held.delete(key);
    this.#held.set(key, found);
    return found;
  }

  keep(key: string, compiled: CompiledTemplate): void {
    if (this.#held.has(key) || compiled.bytes.length > mostBytes) return;
    this.#held.set(key, compiled);
    this.#bytes += compiled.bytes.length;
    for (const [oldest, { bytes }] of this.#held) {
      if (this.#bytes <= mostBytes) return;
      this.#held.delete(oldest);
      this.#bytes -= bytes.length;
    }
  }
}
