// Reads of a JPEG what judges and embeds it, without decoding it.
import { viewOf } from "./read-true-type.ts";

/** A JPEG's first frame header. `channels` is 1 for grey, 3 for colour, 4 for print colours. */
export type Jpeg = { width: number; height: number; channels: number };

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
