// Reads of a PNG what judges and embeds it, without decoding it. It must never believe a length the file states.
import { viewOf } from "./read-true-type.ts";

/** A PNG's header and data. `isPlain` images need no decoding: a PDF holds their data as it is. */
export type Png = {
  width: number;
  height: number;
  depth: number;
  colour: "grey" | "rgb" | "palette" | "grey-alpha" | "rgb-alpha";
  isPlain: boolean;
  palette: Uint8Array;
  /** The zlib stream of the pixels, and between how many bytes it inflates to if the file is whole. */
  data: Uint8Array<ArrayBuffer>;
  least: number;
  most: number;
};

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

type Kind = { colour: Png["colour"]; channels: number };

const colours = new Map<number, Kind>([
  [0, { colour: "grey", channels: 1 }],
  [2, { colour: "rgb", channels: 3 }],
  [3, { colour: "palette", channels: 1 }],
  [4, { colour: "grey-alpha", channels: 2 }],
  [6, { colour: "rgb-alpha", channels: 4 }],
]);

/** Reads IHDR, PLTE and IDAT (PNG third edition §11.2), or returns null. An interlaced image has more filter bytes, one a line of each pass. */
export function readPng(bytes: Uint8Array): Png | null {
  if (bytes.length < 33 || signature.some((byte, index) => bytes[index] !== byte)) return null;
  const view = viewOf(bytes);
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452) return null;
  const [width, height, depth] = [view.getUint32(16), view.getUint32(20), view.getUint8(24)];
  const kind = colours.get(view.getUint8(25));
  if (!kind || ![1, 2, 4, 8, 16].includes(depth) || width === 0 || height === 0) return null;
  const isInterlaced = view.getUint8(28) === 1;
  const length = height * (1 + Math.ceil((width * kind.channels * depth) / 8));
  const [least, most] = isInterlaced ? [1, 2 * length + 64] : [length, length + 64];
  const { data, palette, isTransparent } = gatherChunks(bytes, view);
  const isKnown =
    kind.colour !== "palette" || (palette.length >= 3 && palette.length <= 768 && palette.length % 3 === 0 && depth <= 8);
  if (!isKnown) return null;
  const isPlain = !isInterlaced && !isTransparent && kind.channels !== 2 && kind.channels !== 4;
  return { width, height, depth, colour: kind.colour, isPlain, palette, data, least, most };
}

function gatherChunks(bytes: Uint8Array, view: DataView): Pick<Png, "data" | "palette"> & { isTransparent: boolean } {
  const data = new Uint8Array(bytes.length);
  let [used, palette, isTransparent] = [0, new Uint8Array(), false];
  for (let offset = 8; offset + 12 <= bytes.length; ) {
    const length = view.getUint32(offset);
    const type = view.getUint32(offset + 4);
    const chunk = bytes.subarray(offset + 8, offset + 8 + length);
    if (type === 0x49444154) {
      data.set(chunk, used);
      used += chunk.length;
    } else if (type === 0x504c5445) {
      palette = new Uint8Array(chunk);
    } else if (type === 0x74524e53) {
      isTransparent = true;
    }
    offset += 12 + length;
  }
  return { data: data.slice(0, used), palette, isTransparent };
}
