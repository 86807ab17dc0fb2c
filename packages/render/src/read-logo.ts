// Judges a logo before anything decodes it. It must never decode more than its header promises.
import type { Logo } from "./certificate-content.ts";
import { measureInflated } from "./measure-inflated.ts";

/** A logo that can be embedded, with its size in pixels, or what is wrong with it. */
export type LogoReading = { ok: true; width: number; height: number } | { ok: false; message: string };

/** The largest file that is accepted. */
export const largestLogoBytes = 300_000;
const largestPixels = 4_000_000;

/** Checks signature, dimensions and, for a PNG, that its data inflates to what the header says. Never throws. */
export async function readLogo(logo: Logo): Promise<LogoReading> {
  const { bytes, mediaType } = logo;
  const header = mediaType === "image/png" ? readPngHeader(bytes) : readJpegHeader(bytes);
  if (!header) return { ok: false, message: `is not a readable ${mediaType === "image/png" ? "PNG" : "JPEG"} image` };
  const { width, height } = header;
  if (width * height > largestPixels) return { ok: false, message: `has ${width} by ${height} pixels, more than 4 million` };
  if (header.data && !(await isComplete(header.data))) return { ok: false, message: "is a damaged PNG image" };
  return { ok: true, width, height };
}

type PixelData = { compressed: Uint8Array<ArrayBuffer>; least: number; most: number };
type Header = { width: number; height: number; data: PixelData | null };

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
const pngChannels = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

/** Reads IHDR and gathers IDAT (PNG third edition §11.2). An interlaced image has more filter bytes, one a line of each pass. */
function readPngHeader(bytes: Uint8Array): Header | null {
  if (bytes.length < 33 || pngSignature.some((byte, index) => bytes[index] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452) return null;
  const [width, height, depth] = [view.getUint32(16), view.getUint32(20), view.getUint8(24)];
  const channels = pngChannels.get(view.getUint8(25));
  if (!channels || ![1, 2, 4, 8, 16].includes(depth) || width === 0 || height === 0) return null;
  const isInterlaced = view.getUint8(28) === 1;
  const dataLength = height * (1 + Math.ceil((width * channels * depth) / 8));
  const [least, most] = isInterlaced ? [1, 2 * dataLength + 64] : [dataLength, dataLength + 64];
  return { width, height, data: { compressed: gatherPngData(bytes, view), least, most } };
}

function gatherPngData(bytes: Uint8Array, view: DataView): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(bytes.length);
  let used = 0;
  for (let offset = 8; offset + 12 <= bytes.length; ) {
    const length = view.getUint32(offset);
    if (view.getUint32(offset + 4) === 0x49444154) {
      const chunk = bytes.subarray(offset + 8, offset + 8 + length);
      data.set(chunk, used);
      used += chunk.length;
    }
    offset += 12 + length;
  }
  return data.slice(0, used);
}

async function isComplete({ compressed, least, most }: PixelData): Promise<boolean> {
  const inflated = await measureInflated(compressed, most);
  return inflated !== null && inflated >= least;
}

/** Reads the first frame header (ITU-T T.81 §B.2.2) of the kinds a PDF viewer decodes: baseline, extended and progressive. */
function readJpegHeader(bytes: Uint8Array): Header | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || view.getUint16(0) !== 0xffd8) return null;
  for (let offset = 2; offset + 10 <= bytes.length; ) {
    const marker = view.getUint16(offset);
    if (marker < 0xffc0) return null;
    if (marker === 0xffc0 || marker === 0xffc1 || marker === 0xffc2) {
      const [height, width, channels] = [view.getUint16(offset + 5), view.getUint16(offset + 7), view.getUint8(offset + 9)];
      if (width === 0 || height === 0 || ![1, 3, 4].includes(channels)) return null;
      return { width, height, data: null };
    }
    offset += 2 + view.getUint16(offset + 2);
  }
  return null;
}
