// Shapes text with HarfBuzz' WebAssembly build. It must never hand out a view of its memory that outlives a call.
import { bindHarfBuzz, startHarfBuzz } from "./harfbuzz-binding.ts";

/** A font file in HarfBuzz' memory. Using it after `removeFont` is an error of the program, and throws. */
export type HarfBuzzFont = { data: number; sizeBytes: number; face: number; font: number };

/** How to shape: `script` as in ISO 15924, `language` a BCP 47 primary subtag or empty, features on or off by tag. */
export type ShapeOptions = {
  script: string;
  language: string;
  isRightToLeft: boolean;
  features: readonly { tag: string; value: 0 | 1 }[];
  before: string;
  after: string;
};

/** One glyph in the font's own units; `cluster` is the index of the first UTF-16 unit of the text it belongs to. */
export type RawGlyph = { id: number; cluster: number; xAdvance: number; xOffset: number; yOffset: number; width: number };

/** What HarfBuzz itself must find free: without it, it would shape wrongly and say nothing. */
const reservedBytes = 12 * 1024 * 1024;
const longestText = 4096;
const mostFeatures = 4;
const readOnly = 1;
const leftToRight = 4;
const rightToLeft = 5;
/** Joiners and variation selectors have done their work when a text is shaped: they are not drawn. */
const removeDefaultIgnorables = 8;
/** Whether a mark is told from its letter. From right to left it must be: a reader turns the glyphs round one by one. */
const byGrapheme = 0;
const byCharacter = 1;
const infoBytes = 20;

/** One instance of HarfBuzz with the fonts in its memory. Synchronous, so that nothing can come in between. */
export class HarfBuzz {
  readonly #memory: WebAssembly.Memory;
  readonly #call: ReturnType<typeof bindHarfBuzz>;
  readonly #buffer: number;
  readonly #text: number;
  readonly #features: number;
  readonly #languages = new Map<string, number>();

  /** Throws if the module is not HarfBuzz. */
  constructor(module: WebAssembly.Module) {
    const { exports, memory } = startHarfBuzz(module);
    this.#memory = memory;
    this.#call = bindHarfBuzz(exports);
    this.#buffer = this.#call.createBuffer();
    this.#text = this.#allocate(longestText * 2);
    this.#features = this.#allocate(mostFeatures * 16);
  }

  /** Copies a font file into HarfBuzz' memory; null if there is no room for it. */
  addFont(bytes: Uint8Array): HarfBuzzFont | null {
    const data = this.#call.malloc(bytes.length);
    const reserve = data === 0 ? 0 : this.#call.malloc(reservedBytes);
    if (reserve === 0) {
      if (data !== 0) this.#call.free(data);
      return null;
    }
    this.#call.free(reserve);
    new Uint8Array(this.#memory.buffer).set(bytes, data);
    const blob = this.#call.createBlob(data, bytes.length, readOnly, 0, 0);
    const face = this.#call.createFace(blob, 0);
    this.#call.destroyBlob(blob);
    return { data, sizeBytes: bytes.length, face, font: this.#call.createFont(face) };
  }

  removeFont(font: HarfBuzzFont): void {
    this.#call.destroyFont(font.font);
    this.#call.destroyFace(font.face);
    this.#call.free(font.data);
    font.font = 0;
  }

  /** The font file's bytes where they lie now. */
  fileOf(font: HarfBuzzFont): Uint8Array {
    if (font.font === 0) throw new Error("the font has been removed");
    return new Uint8Array(this.#memory.buffer, font.data, font.sizeBytes);
  }

  /** The id of a character's glyph, and 0, which is no character's, if the font has none. */
  findGlyph(font: HarfBuzzFont, codePoint: number): number {
    if (font.font === 0) throw new Error("the font has been removed");
    if (this.#call.getNominalGlyph(font.font, codePoint, this.#text) === 0) return 0;
    return new DataView(this.#memory.buffer).getUint32(this.#text, true);
  }

  /** The width the font states for a glyph, in its own units. */
  measureGlyph(font: HarfBuzzFont, id: number): number {
    return this.#call.getAdvance(font.font, id);
  }

  /** Shapes a text of up to 4,096 UTF-16 units, its context included; glyphs come from left to right. Throws if it is longer. */
  shape(font: HarfBuzzFont, text: string, options: ShapeOptions): RawGlyph[] {
    if (font.font === 0) throw new Error("the font has been removed");
    const whole = options.before + text + options.after;
    if (whole.length > longestText || options.features.length > mostFeatures)
      throw new RangeError("the text is too long to shape");
    this.#write(whole, options);
    const { before } = options;
    this.#call.clear(this.#buffer);
    this.#call.setFlags(this.#buffer, removeDefaultIgnorables);
    this.#call.setClusterLevel(this.#buffer, options.isRightToLeft ? byCharacter : byGrapheme);
    this.#call.addUtf16(this.#buffer, this.#text, whole.length, before.length, text.length);
    this.#call.setDirection(this.#buffer, options.isRightToLeft ? rightToLeft : leftToRight);
    this.#call.setScript(this.#buffer, toTag(options.script));
    this.#call.setLanguage(this.#buffer, this.#language(options.language));
    this.#call.shape(font.font, this.#buffer, this.#features, options.features.length);
    return this.#read(font, before.length);
  }

  #write(text: string, { features }: ShapeOptions): void {
    const units = new Uint16Array(this.#memory.buffer, this.#text, text.length);
    for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
    const words = new Uint32Array(this.#memory.buffer, this.#features, features.length * 4);
    features.forEach(({ tag, value }, index) => {
      words.set([toTag(tag), value, 0, 0xffffffff], index * 4);
    });
  }

  #read(font: HarfBuzzFont, shift: number): RawGlyph[] {
    const length = this.#call.getLength(this.#buffer);
    const infos = this.#call.getInfos(this.#buffer, 0);
    const positions = this.#call.getPositions(this.#buffer, 0);
    const view = new DataView(this.#memory.buffer);
    const glyphs = Array.from({ length }, (_, index) => {
      const [info, position] = [infos + index * infoBytes, positions + index * infoBytes];
      return {
        id: view.getUint32(info, true),
        cluster: view.getUint32(info + 8, true) - shift,
        xAdvance: view.getInt32(position, true),
        xOffset: view.getInt32(position + 8, true),
        yOffset: view.getInt32(position + 12, true),
        width: 0,
      };
    });
    // Only now: a call may move the memory that the view is of.
    for (const glyph of glyphs) glyph.width = this.#call.getAdvance(font.font, glyph.id);
    return glyphs;
  }

  /** HarfBuzz remembers each language it is told for ever, so only those that a font knows may come here. */
  #language(name: string): number {
    if (name === "") return 0;
    const known = this.#languages.get(name);
    if (known !== undefined) return known;
    const bytes = new Uint8Array(this.#memory.buffer, this.#text + longestText, name.length);
    for (let index = 0; index < name.length; index++) bytes[index] = name.charCodeAt(index);
    const language = this.#call.findLanguage(this.#text + longestText, name.length);
    this.#languages.set(name, language);
    return language;
  }

  #allocate(sizeBytes: number): number {
    const address = this.#call.malloc(sizeBytes);
    if (address === 0) throw new Error("HarfBuzz has no memory");
    return address;
  }
}

/** Four characters as HarfBuzz takes a tag. */
function toTag(name: string): number {
  return [0, 1, 2, 3].reduce((tag, index) => ((tag << 8) | name.charCodeAt(index)) >>> 0, 0);
}
