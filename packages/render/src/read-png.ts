// Reads of a PNG what judges and embeds it, without decoding it. It must never believe a length the file states.
import { crc32Of } from "@attestry/certificate/crc32";
import { viewOf } from "./read-true-type.ts";

/** A PNG's header and data. `isPlain` images need no decoding: a PDF holds their data as it is. */
export type Png = {
  width: number;
  height: number;
  depth: number;
  colour: "grey" | "rgb" | "palette" | "grey-alpha" | "rgb-alpha";
  isPlain: boolean;
  palette: Uint8Array;
  transparency: Uint8Array;
  /** What IHDR holds. */
  header: Uint8Array;
  /** The zlib stream of the pixels, and between how many bytes it inflates to if the file is whole. */
  data: Uint8Array<ArrayBuffer>;
  least: number;
  most: number;
};

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

/** `depths` are those that the colour may have (PNG third edition table 11.1). */
type Kind = { colour: Png["colour"]; channels: number; depths: readonly number[] };

const colours = new Map<number, Kind>([
  [0, { colour: "grey", channels: 1, depths: [1, 2, 4, 8, 16] }],
  [2, { colour: "rgb", channels: 3, depths: [8, 16] }],
  [3, { colour: "palette", channels: 1, depths: [1, 2, 4, 8] }],
  [4, { colour: "grey-alpha", channels: 2, depths: [8, 16] }],
  [6, { colour: "rgb-alpha", channels: 4, depths: [8, 16] }],
]);

/** Reads IHDR, PLTE and IDAT (PNG third edition §11.2), or returns null. An interlaced image has more filter bytes, one a line of each pass. */
export function readPng(bytes: Uint8Array): Png | null {
  if (bytes.length < 33 || signature.some((byte, index) => bytes[index] !== byte)) return null;
  const view = viewOf(bytes);
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== types.IHDR) return null;
  const [width, height, depth] = [view.getUint32(16), view.getUint32(20), view.getUint8(24)];
  const kind = colours.get(view.getUint8(25));
  if (!kind || width === 0 || height === 0) return null;
  const isInterlaced = view.getUint8(28) === 1;
  const length = height * (1 + Math.ceil((width * kind.channels * depth) / 8));
  const [least, most] = isInterlaced ? [1, 2 * length + 64] : [length, length + 64];
  const { data, palette, transparency } = gatherChunks(bytes, view);
  const isPaletteSound = palette.length >= 3 && palette.length <= 768 && palette.length % 3 === 0;
  if (!kind.depths.includes(depth) || (kind.colour === "palette" && !isPaletteSound)) return null;
  const isPlain = !isInterlaced && transparency.length === 0 && kind.channels !== 2 && kind.channels !== 4;
  return {
    width,
    height,
    depth,
    colour: kind.colour,
    isPlain,
    palette,
    transparency,
    data,
    least,
    most,
    header: bytes.slice(16, 29),
  };
}

/** The chunks that make the picture, as PNG names them; of those that may stand once the first counts. */
function gatherChunks(bytes: Uint8Array, view: DataView): Pick<Png, "data" | "palette" | "transparency"> {
  const data = new Uint8Array(bytes.length);
  const once = new Map<number, Uint8Array>();
  let used = 0;
  for (let offset = 8; offset + 12 <= bytes.length; ) {
    const length = view.getUint32(offset);
    const type = view.getUint32(offset + 4);
    const chunk = bytes.subarray(offset + 8, offset + 8 + length);
    if (type === types.IDAT) {
      data.set(chunk, used);
      used += chunk.length;
    } else if (!once.has(type)) {
      once.set(type, chunk);
    }
    offset += 12 + length;
  }
  const [palette, transparency] = [once.get(types.PLTE) ?? new Uint8Array(), once.get(types.tRNS) ?? new Uint8Array()];
  return { data: data.slice(0, used), palette, transparency };
}

const types = { IHDR: 0x49484452, PLTE: 0x504c5445, tRNS: 0x74524e53, IDAT: 0x49444154, IEND: 0x49454e44 } as const;

/** The same picture with only what was read of it: a decoder finds no second header, and nothing that was not judged. */
export function rebuildPng({ header, palette, transparency, data }: Png): Uint8Array {
  const chunks: [number, Uint8Array][] = [
    [types.IHDR, header],
    [types.PLTE, palette],
    [types.tRNS, transparency],
    [types.IDAT, data],
    [types.IEND, new Uint8Array()],
  ];
  const written = chunks.filter(([type, chunk]) => chunk.length > 0 || type === types.IEND);
  const bytes = new Uint8Array(written.reduce((sum, [, chunk]) => sum + 12 + chunk.length, 8));
  const view = viewOf(bytes);
  bytes.set(signature);
  let offset = 8;
  for (const [type, chunk] of written) {
    view.setUint32(offset, chunk.length);
    view.setUint32(offset + 4, type);
    bytes.set(chunk, offset + 8);
    view.setUint32(offset + 8 + chunk.length, crc32Of(bytes.subarray(offset + 4, offset + 8 + chunk.length)));
    offset += 12 + chunk.length;
  }
  return bytes;
}
