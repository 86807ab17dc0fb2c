// Reads of a JPEG what judges and embeds it, without decoding it.
import { viewOf } from "./read-true-type.ts";

/** A JPEG's first frame header. `channels` is 1 for grey, 3 for colour, 4 for print colours. */
export type Jpeg = { width: number; height: number; channels: number };

/** Where the picture ends: behind its end marker (ITU-T T.81 §B.1.1.3). Null when it does not. */
export function findEndOfJpeg(bytes: Uint8Array): number | null {
  const view = viewOf(bytes);
  for (let offset = 2; offset + 2 <= bytes.length; ) {
    const marker = view.getUint16(offset);
    if (marker === 0xffd9) return offset + 2;
    // Any marker may be preceded by fill bytes.
    if (marker === 0xffff) {
      offset += 1;
      continue;
    }
    if (marker < 0xffc0 || offset + 4 > bytes.length) return null;
    offset += 2 + view.getUint16(offset + 2);
    if (marker === 0xffda) while (offset < bytes.length && !isMarkerAt(bytes, offset)) offset++;
  }
  return null;
}

/** Other than a byte of the scan's own, which is stuffed, and than its restart markers. */
function isMarkerAt(bytes: Uint8Array, offset: number): boolean {
  const next = bytes[offset + 1] ?? 0;
  return bytes[offset] === 0xff && next !== 0 && (next < 0xd0 || next > 0xd7);
}

/** Reads the first frame header (ITU-T T.81 §B.2.2) of the kinds a PDF viewer decodes: baseline, extended and progressive. */
export function readJpeg(bytes: Uint8Array): Jpeg | null {
  const view = viewOf(bytes);
  if (bytes.length < 12 || view.getUint16(0) !== 0xffd8) return null;
  for (let offset = 2; offset + 10 <= bytes.length; ) {
    const marker = view.getUint16(offset);
    // The picture itself begins: no frame header comes after.
    if (marker < 0xffc0 || marker === 0xffda) return null;
    if (marker === 0xffc0 || marker === 0xffc1 || marker === 0xffc2) {
      const [height, width, channels] = [view.getUint16(offset + 5), view.getUint16(offset + 7), view.getUint8(offset + 9)];
      if (width === 0 || height === 0 || ![1, 3, 4].includes(channels)) return null;
      return { width, height, channels };
    }
    const length = view.getUint16(offset + 2);
    if (length < 2) return null;
    offset += 2 + length;
  }
  return null;
}
