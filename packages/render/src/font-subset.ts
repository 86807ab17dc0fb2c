// Numbers the glyphs that one document uses of one font. It must never number them by anything but their order of use.
import type { Face } from "./fonts.ts";
import { toHex } from "./format-operand.ts";
import type { ShapedGlyph } from "./glyph-run.ts";

/** The glyphs of one face on one page. The same outline is listed once for each text it stands for, so that copying gives that text. */
export class FontSubset {
  readonly face: Face;
  readonly resourceName: string;
  readonly glyphs: ShapedGlyph[] = [];
  readonly #codes = new Map<string, string>();

  constructor(face: Face, resourceName: string) {
    this.face = face;
    this.resourceName = resourceName;
  }

  /** Returns the glyph's two-byte code in hex and adds the glyph to the subset if it is new. Code 0 is left to `.notdef`. */
  encode(glyph: ShapedGlyph): string {
    const key = `${glyph.id} ${glyph.text}`;
    const known = this.#codes.get(key);
    if (known) return known;
    this.glyphs.push(glyph);
    const code = toHex(this.glyphs.length);
    this.#codes.set(key, code);
    return code;
  }
}
