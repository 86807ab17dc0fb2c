// What a page's content refers to by name: fonts and forms. It must never number them by anything but their order of use.
import { FontSubset } from "./font-subset.ts";
import type { Face } from "./fonts.ts";

/** Operators that are written once and placed often, inside a box `[left, bottom, right, top]` of their own space. */
export type Form = {
  name: string;
  content: string;
  box: readonly [number, number, number, number];
  /** Whether it is a part of the page, with text, images and smaller forms in it; it never holds a form of its own kind. */
  isPart: boolean;
};

/** The resources of the fixed part of a template, or of one certificate; `prefix` keeps their names apart. */
export class PageResources {
  readonly #prefix: string;
  readonly #subsets = new Map<Face, FontSubset>();
  readonly forms: Form[] = [];

  constructor(prefix: "T" | "C") {
    this.#prefix = prefix;
  }

  /** The font subsets used so far, in order of first use. */
  get subsets(): FontSubset[] {
    return [...this.#subsets.values()];
  }

  /** The subset of a face, which is begun if this is its first glyph. */
  subset(face: Face): FontSubset {
    const known = this.#subsets.get(face);
    if (known) return known;
    const subset = new FontSubset(face, `${this.#prefix}F${this.#subsets.size + 1}`);
    this.#subsets.set(face, subset);
    return subset;
  }

  /** Adds a form and returns its name. */
  addForm(content: string, box: Form["box"], isPart = false): string {
    const name = `${this.#prefix}X${this.forms.length + 1}`;
    this.forms.push({ name, content, box, isPart });
    return name;
  }
}
