// The fonts of one drawing. It must never be used after the function it was given to has returned: a font may be gone by then.
import type { FontOutlines } from "./font-outlines.ts";
import type { ShapedRun } from "./glyph-run.ts";
import type { HarfBuzz, HarfBuzzFont } from "./harfbuzz.ts";
import type { FontMetrics, TrueType } from "./read-true-type.ts";
import type { Word } from "./shape-text.ts";

/** One loaded font file; `file` is its name in the catalogue, `name` that which a PDF gives it. `shaped` remembers runs that were laid out; it holds nothing that depends on their order. */
export type Face = {
  file: string;
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
 * `keep` must be told of every face that was not asked for by name: it holds it until the drawing is done.
 */
export type Fonts = {
  readonly locale: string;
  readonly getFace: (name: string) => Face;
  readonly keep: (face: Face) => void;
  readonly remembered: Remembered;
};

/** What was found out with the fonts that are loaded now, good until one comes or goes. Nothing in it depends on the order. */
export type Remembered = {
  /** By style, script and locale: the face of a character. */
  choices: Map<string, Map<string, Face>>;
  /** By style, locale and text: the words of a paragraph. */
  paragraphs: Map<string, readonly Word[]>;
};

/** Thrown where a font is needed that has not been loaded. */
export class MissingFont extends Error {
  readonly font: string;

  constructor(font: string) {
    super(`the font ${font} is not loaded`);
    this.font = font;
  }
}
