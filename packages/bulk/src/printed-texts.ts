// What is known to be printable of the texts of a batch. It must never call a text covered that has a character nobody has printed.

/** `place` is where the text would stand: a field of a template in a language. */
export type Text = { place: string; text: string };

/**
 * A text is covered when each of its characters was printed before, and in its place some text with at least as many characters of
 * each kind. That says that there are glyphs; that it fits it says but nearly, since letters differ in width: what is too wide all
 * the same fails by itself when its turn comes. The kinds are ranges of 128 code points, which are about the scripts.
 */
export class PrintedTexts {
  readonly #characters = new Set<number>();
  readonly #longest = new Map<string, number>();

  cover(texts: Text[]): boolean {
    return texts.every(
      ({ place, text }) =>
        toCodePoints(text).every((codePoint) => this.#characters.has(codePoint)) &&
        [...countKinds(place, text)].every(([kind, count]) => count <= (this.#longest.get(kind) ?? 0)),
    );
  }

  add(texts: Text[]): void {
    for (const { place, text } of texts) {
      for (const codePoint of toCodePoints(text)) this.#characters.add(codePoint);
      for (const [kind, count] of countKinds(place, text)) {
        this.#longest.set(kind, Math.max(count, this.#longest.get(kind) ?? 0));
      }
    }
  }
}

function toCodePoints(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

function countKinds(place: string, text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const codePoint of toCodePoints(text)) {
    const kind = `${place} ${codePoint >> 7}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
