import { describe, expect, test } from "vitest";
import { hasTool, readText } from "./read-pdf.ts";
import { listProblems, renderName } from "./render-name.ts";
import { names } from "./script-names.ts";

const hasPoppler = hasTool("pdftotext", "poppler-utils");

describe.skipIf(!hasPoppler)("what a reader copies is what was sent, in both families and weights", () => {
  test.each(names)("%s", async (_, name, locale) => {
    for (const family of ["serif", "sans"] as const) {
      for (const weight of ["regular", "bold"] as const) {
        const text = readText(await renderName(name, { family, weight }, locale)).replace(/[\u202a-\u202e]/g, "");
        expect(text.normalize("NFC")).toBe(name.normalize("NFC"));
      }
    }
  });

  // Poppler takes the direction of a line from what most of it is and orders its parts by that; the page itself is right.
  test.each([
    ["a line from right to left with words and numbers from left to right", "عائشة (Aina) 123"],
    ["a line from left to right that is mostly Hebrew", "Dr. יוסי כהן, MD"],
  ])("%s comes back word by word, in the reader's own order", async (_, name) => {
    const text = readText(await renderName(name));
    for (const word of name.match(/\p{L}+|\d+/gu) ?? []) expect(text).toContain(word);
  });
});

test("what no font covers is refused by name, whatever its script", async () => {
  for (const name of ["Ꮳ", "ᠮ", "བ", "🇽🇽", "🏴\u{e0067}\u{e007f}", "\u{1f1e6}"]) {
    expect(await listProblems(`Ada ${name}`)).toEqual([expect.stringContaining("which no font covers")]);
  }
});

test("what cannot be seen is refused by its code", async () => {
  for (const hidden of [
    "\u202e",
    "\u2066",
    "\u2068",
    "\u2069",
    "\u061c",
    "\u3164",
    "\u115f",
    "\u034f",
    "\ue000",
    "\u0378",
    "\ufff9",
  ]) {
    const code = `U+${hidden.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    expect(await listProblems(`Ada${hidden}Li`)).toEqual([expect.stringContaining(code)]);
    expect(await listProblems(`אב${hidden}גד`)).toEqual([expect.stringContaining(code)]);
  }
});
