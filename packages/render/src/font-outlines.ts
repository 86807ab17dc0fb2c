// The parts of a font that its subsets are made of, taken out once. It must never hold more than what was asked for lately.
import { copyGlyph, getTable, type TrueType, viewOf } from "./read-true-type.ts";

/** One glyph: its outline without hints, what its metrics say, and the glyphs it is put together from, with where they are named. */
export type GlyphParts = {
  outline: Uint8Array;
  advance: number;
  bearing: number;
  components: readonly { offset: number; id: number }[];
};

const mostGlyphs = 4000;

/** A font's glyphs and tables as its subsets need them. What is remembered changes no byte of any subset. */
export class FontOutlines {
  readonly #font: TrueType;
  readonly #glyphs = new Map<number, GlyphParts>();
  /** `head`, `hhea` and `maxp`, to be copied and completed: locations are long and there are no instructions. */
  readonly tables: { head: Uint8Array; hhea: Uint8Array; maxp: Uint8Array };

  constructor(font: TrueType) {
    this.#font = font;
    const copy = (tag: string) => new Uint8Array(getTable(font, tag));
    this.tables = { head: copy("head"), hhea: copy("hhea"), maxp: copy("maxp") };
    const head = viewOf(this.tables.head);
    head.setUint32(8, 0);
    head.setInt16(50, 1);
  }

  /** Returns a glyph's parts; one that the font lacks is empty. */
  glyph(id: number): GlyphParts {
    const known = this.#glyphs.get(id);
    if (known) return known;
    const parts = this.#read(id);
    if (this.#glyphs.size >= mostGlyphs) this.#glyphs.clear();
    this.#glyphs.set(id, parts);
    return parts;
  }

  #read(id: number): GlyphParts {
    const { outline, components } = stripHints(copyGlyph(this.#font, id));
    const metrics = viewOf(getTable(this.#font, "hmtx"));
    const { hMetricCount } = this.#font;
    const last = hMetricCount - 1;
    const bearingOffset = id <= last ? id * 4 + 2 : hMetricCount * 4 + (id - hMetricCount) * 2;
    return { outline, components, advance: metrics.getUint16(Math.min(id, last) * 4), bearing: metrics.getInt16(bearingOffset) };
  }
}

type Stripped = Pick<GlyphParts, "outline" | "components">;

/** Leaves the instructions out (OpenType 1.9, `glyf`): no reader of today runs them, and they are a third of a subset. */
function stripHints(outline: Uint8Array): Stripped {
  if (outline.length === 0) return { outline, components: [] };
  const view = viewOf(outline);
  const contours = view.getInt16(0);
  return contours >= 0 ? stripSimple(outline, view, contours) : stripComposite(outline, view);
}

function stripSimple(outline: Uint8Array, view: DataView, contours: number): Stripped {
  const lengthOffset = 10 + contours * 2;
  const end = lengthOffset + 2 + view.getUint16(lengthOffset);
  const stripped = new Uint8Array(outline.length - (end - lengthOffset - 2));
  stripped.set(outline.subarray(0, lengthOffset));
  stripped.set(outline.subarray(end), lengthOffset + 2);
  return { outline: stripped, components: [] };
}

function stripComposite(outline: Uint8Array, view: DataView): Stripped {
  const components: { offset: number; id: number }[] = [];
  for (let offset = 10; ; ) {
    const flags = view.getUint16(offset);
    components.push({ offset: offset + 2, id: view.getUint16(offset + 2) });
    view.setUint16(offset, flags & ~instructionsFollow);
    offset += componentLength(flags);
    if ((flags & moreComponents) === 0) return { outline: outline.subarray(0, offset), components };
  }
}

const moreComponents = 0x20;
const instructionsFollow = 0x100;

/** The length of one part of a composite glyph: words or bytes, then none, one, two or four scale factors. */
function componentLength(flags: number): number {
  const scale = flags & 0x08 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
  return 4 + (flags & 0x01 ? 4 : 2) + scale;
}
