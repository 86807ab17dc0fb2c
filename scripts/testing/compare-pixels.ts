import type { ReadPicture } from "./read-pixels.ts";

/** A channel may be off by this much of 255: what a rounding moves, and no eye sees. */
const tolerance = 24;

/** How many pixels differ, and a picture that shows them red on what was expected, faded. Null when the sizes differ. */
export function comparePixels(actual: ReadPicture, expected: ReadPicture): { differing: number; diff: ReadPicture } | null {
  if (actual.width !== expected.width || actual.height !== expected.height) return null;
  const data = new Uint8ClampedArray(expected.data.length);
  let differing = 0;
  for (let offset = 0; offset < data.length; offset += 4) {
    const isOff = [0, 1, 2, 3].some((channel) => isApart(actual.data[offset + channel], expected.data[offset + channel]));
    if (isOff) differing += 1;
    data.set(isOff ? [220, 0, 0, 255] : fade(expected.data.subarray(offset, offset + 4)), offset);
  }
  return { differing, diff: { width: expected.width, height: expected.height, data } };
}

function isApart(one = 0, other = 0): boolean {
  return Math.abs(one - other) > tolerance;
}

function fade([red = 0, green = 0, blue = 0]: Uint8ClampedArray): number[] {
  return [...[red, green, blue].map((channel) => 255 - (255 - channel) / 4), 255];
}
