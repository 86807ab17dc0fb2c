// Where compilations are looked for and put while certificates are printed.
import type { Compilation } from "@attestry/render/compile-template";

/**
 * The compilations of one template, environment, issuer and logo, by the language of their page; those that failed are kept too, so
 * that none is tried again for each certificate. Neither function throws.
 */
export type Shelf = {
  find(language: string): Promise<Compilation | null>;
  keep(language: string, compilation: Compilation): Promise<void>;
};

/** As much as one request may hold of compiled templates, in bytes; what does not fit is made again. */
const mostBytes = 16_000_000;

/** A shelf for one request, which leaves nothing behind. */
export function openShelf(): Shelf {
  const held = new Map<string, Compilation>();
  let heldBytes = 0;
  return {
    find: async (language) => held.get(language) ?? null,
    keep: async (language, compilation) => {
      const sizeBytes = compilation.ok ? compilation.compiled.bytes.length : 0;
      if (heldBytes + sizeBytes > mostBytes) {
        held.clear();
        heldBytes = 0;
      }
      held.set(language, compilation);
      heldBytes += sizeBytes;
    },
  };
}
