import { expect, test } from "vitest";
import { stylesheet } from "../src/layout/stylesheet.ts";

const [light, dark] = [...stylesheet.matchAll(/--paper:[^}]*/g)].map(([block]) => readColours(block));

function readColours(block: string): Map<string, number[]> {
  const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return new Map([...block.matchAll(/--([a-z]+):(#[0-9a-f]{6})/g)].map(([, name = "", hex = ""]) => [name, channels(hex)]));
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: number[], two: number[]): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(two)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

test.each([
  ["light", light],
  ["dark", dark],
])("every text of the %s pages has the contrast of WCAG AA", (_, colours) => {
  const colourOf = (name: string) => colours?.get(name) ?? [];
  for (const text of ["ink", "soft", "good", "bad", "late", "calm", "test"]) {
    for (const ground of ["sheet", "paper"]) expect(contrast(colourOf(text), colourOf(ground))).toBeGreaterThan(4.5);
  }
  for (const tone of ["good", "bad", "late", "calm", "test"]) {
    const tinted = colourOf("sheet").map((value, index) => value * 0.93 + (colourOf(tone)[index] ?? 0) * 0.07);
    for (const text of ["ink", tone]) expect(contrast(colourOf(text), tinted)).toBeGreaterThan(4.5);
  }
});
