// Where compiled templates are looked for and put while certificates are printed.
import type { CompiledTemplate } from "@attestry/render/compiled-template";

/** The compilations of one template, environment, issuer and logo, by the language of their page. Neither function throws. */
export type Shelf = {
  find(language: string): Promise<CompiledTemplate | null>;
  keep(language: string, compiled: CompiledTemplate): Promise<void>;
};

/** A shelf for one request, which leaves nothing behind. */
export function openShelf(): Shelf {
  const held = new Map<string, CompiledTemplate>();
  return {
    find: async (language) => held.get(language) ?? null,
    keep: async (language, compiled) => {
      held.set(language, compiled);
    },
  };
}
