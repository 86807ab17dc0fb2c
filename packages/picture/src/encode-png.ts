// Writes a picture as PNG (W3C PNG, third edition). It must never write a time or a name: the same pixels give the same bytes.
import { crc32, deflateSync } from "node:zlib";

/** Rows of red, green and blue, a byte each; a row begins every `strideBytes`. Sizes are in pixels. */
export type Pixels = { width: number; height: number; strideBytes: number; pixels: Uint8Array };

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const eightBitsOfRedGreenBlue = [8, 2, 0, 0, 0];
const perceptual = 0;

/** An opaque sRGB picture (§11.3.2.5), its rows unfiltered: flat colour and sharp edges are the smaller for it, and the faster. */
export function encodePng({ width, height, strideBytes, pixels }: Pixels): Uint8Array {
  const rowBytes = 3 * width;
  const rows = new Uint8Array((1 + rowBytes) * height);
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(y * strideBytes, y * strideBytes + rowBytes), y * (1 + rowBytes) + 1);
  }
  const header = new Uint8Array(13);
  header.set(eightBitsOfRedGreenBlue, 8);
  const sizes = new DataView(header.buffer);
  sizes.setUint32(0, width);
  sizes.setUint32(4, height);
  return concatenate([
    Uint8Array.from(signature),
    chunk("IHDR", header),
    chunk("sRGB", Uint8Array.of(perceptual)),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** Length, type, data, and the CRC of type and data (§5.3). */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function concatenate(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
