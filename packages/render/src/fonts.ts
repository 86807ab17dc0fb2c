// The fonts of one drawing. It must never be used after the function it was given to has returned: a font may be gone by then.
import type { FontOutlines } from "./font-outlines.ts";
import type { ShapedRun } from "./glyph-run.ts";
import type { HarfBuzz, HarfBuzzFont } from "./harfbuzz.ts";
import type { FontMetrics, TrueType } from "./read-true-type.ts";

/** One loaded font file. `shaped` remembers runs that were laid out; it holds nothing that depends on their order. */
export type Face = {
  name: string;
  metrics: FontMetrics;
  tables: TrueType;
  outlines: FontOutlines;
  harfBuzz: HarfBuzz;
  font: HarfBuzzFont;
  shaped: Map<string, ShapedRun>;
};

/**
 * `locale` is a BCP 47 tag or empty: it chooses between the shapes a character has in different languages.
 * `getFace` takes a name of the catalogue and throws a MissingFont, for the library to catch, if it is not loaded.
 */
export type Fonts = { locale: string; getFace: (name: string) => Face };

/** Thrown where a font is needed that has not been loaded. */
export class MissingFont extends Error {
  readonly font: string;

  constructor(font: string) {
    super(`the font ${font} is not loaded`);
    this.font = font;
  }
}
