// Loads fonts when a text needs them and keeps the last used. It must never keep a promise, which would belong to one request alone.
import { fontFiles } from "./font-catalogue.ts";
import { FontOutlines } from "./font-outlines.ts";
import { type Face, type Fonts, MissingFont, type Remembered } from "./fonts.ts";
import { HarfBuzz } from "./harfbuzz.ts";
import { readMetrics, readTrueType } from "./read-true-type.ts";

/** `module` is harfbuzzjs' harfbuzz.wasm, compiled; `readFile` gets a name of the catalogue and throws if it cannot be read. */
export type FontSource = { module: WebAssembly.Module; readFile: (name: string) => Promise<Uint8Array> };

/** Fonts that the text at hand does not use are freed, the longest unused first, until those kept take no more than this. */
const mostKeptBytes = 48 * 1024 * 1024;
const mostFonts = 60;
const mostHeldTwiceBytes = 1024 * 1024;

/** The fonts of an isolate. Concurrent requests may share it: what is drawn never depends on what it holds. */
export class FontLibrary {
  readonly #source: FontSource;
  readonly #mostKeptBytes: number;
  #harfBuzz: HarfBuzz;
  readonly #faces = new Map<string, Face>();
  #remembered = forget();

  /** `mostKept` is in bytes. */
  constructor(source: FontSource, mostKept = mostKeptBytes) {
    this.#source = source;
    this.#mostKeptBytes = mostKept;
    this.#harfBuzz = new HarfBuzz(source.module);
  }

  /** The names of the fonts held, the longest unused first. */
  get loaded(): string[] {
    return [...this.#faces.keys()];
  }

  /**
   * Runs `draw`, which must be synchronous, and begins anew with each font it finds missing: what it changes must be its own.
   * `locale` is a BCP 47 tag or empty; fonts that are `expected` are read at once instead of one after the other. Throws what
   * `readFile` and `draw` throw.
   */
  async use<Result>(locale: string, draw: (fonts: Fonts) => Result, expected: readonly string[] = []): Promise<Result> {
    const read = await this.#readMissing(expected);
    for (let round = 0; round < mostFonts; round++) {
      const used = new Set<Face>();
      const attempt = this.#attempt(locale, draw, used, read);
      if (attempt.isDone) return attempt.result;
      const bytes = await this.#source.readFile(attempt.missing);
      // A large file is not held twice: it is read again if another request pushes it out meanwhile.
      if (bytes.length <= mostHeldTwiceBytes) read.set(attempt.missing, bytes);
      this.#add(attempt.missing, bytes, used);
    }
    throw new Error("one document asks for too many fonts");
  }

  async #readMissing(names: readonly string[]): Promise<Map<string, Uint8Array>> {
    const missing = fontFiles.filter(({ name }) => names.includes(name) && !this.#faces.has(name));
    const files = missing.map(async ({ name }) => [name, await this.#source.readFile(name)] as const);
    return new Map(await Promise.all(files));
  }

  #attempt<Result>(
    locale: string,
    draw: (fonts: Fonts) => Result,
    used: Set<Face>,
    read: ReadonlyMap<string, Uint8Array>,
  ): { isDone: true; result: Result } | { isDone: false; missing: string } {
    const getFace = (name: string) => {
      // Another request may have pushed it out while this one read the next.
      const bytes = read.get(name);
      const face = this.#faces.get(name) ?? (bytes ? this.#add(name, bytes, used) : null);
      if (!face) throw new MissingFont(name);
      used.add(face);
      return face;
    };
    const remembered = () => this.#remembered;
    const fonts = {
      locale,
      getFace,
      keep: (face: Face) => used.add(face),
      get remembered() {
        return remembered();
      },
    };
    try {
      const result = draw(fonts);
      for (const face of used) this.#moveToEnd(face);
      return { isDone: true, result };
    } catch (error) {
      if (error instanceof MissingFont) return { isDone: false, missing: error.font };
      throw error;
    }
  }

  #moveToEnd(face: Face): void {
    if (!this.#faces.delete(face.file)) return;
    this.#faces.set(face.file, face);
  }

  /** Null if there was no room: all fonts are gone then, and whoever draws has to begin anew. */
  #add(name: string, bytes: Uint8Array, used: ReadonlySet<Face>): Face | null {
    const held = this.#faces.get(name);
    if (held) return held;
    this.#makeRoom(bytes.length, used);
    this.#remembered = forget();
    const font = this.#harfBuzz.addFont(bytes);
    if (!font) {
      // Memory that is full of holes: a new one takes only what is asked for from now on.
      this.#faces.clear();
      this.#remembered = forget();
      this.#harfBuzz = new HarfBuzz(this.#source.module);
      return null;
    }
    const harfBuzz = this.#harfBuzz;
    const tables = readTrueType(() => harfBuzz.fileOf(font));
    const metrics = readMetrics(tables);
    const outlines = new FontOutlines(tables);
    const face: Face = {
      file: name,
      name: name.replace(".ttf", ""),
      metrics,
      tables,
      outlines,
      harfBuzz,
      font,
      shaped: new Map(),
    };
    this.#faces.set(name, face);
    return face;
  }

  #makeRoom(sizeBytes: number, used: ReadonlySet<Face>): void {
    let kept = [...this.#faces.values()].reduce((sum, face) => sum + face.font.sizeBytes, sizeBytes);
    for (const [name, face] of this.#faces) {
      if (kept <= this.#mostKeptBytes) return;
      if (used.has(face)) continue;
      this.#faces.delete(name);
      this.#harfBuzz.removeFont(face.font);
      kept -= face.font.sizeBytes;
    }
  }
}

function forget(): Remembered {
  return { choices: new Map(), paragraphs: new Map() };
}
