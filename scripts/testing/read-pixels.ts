import { PNG } from "pngjs";

/** Four bytes a pixel: red, green, blue, alpha. */
export type ReadPicture = { width: number; height: number; data: Uint8ClampedArray };

/** Reads a PNG with a decoder that is not ours. Throws when it is malformed. */
export function readPixels(png: Uint8Array): ReadPicture {
  const { width, height, data } = PNG.sync.read(Buffer.from(png), { checkCRC: true });
  return { width, height, data: new Uint8ClampedArray(data) };
}

/** An opaque picture, as small as the encoder can make it. */
export function writePixels({ width, height, data }: ReadPicture): Uint8Array {
  return PNG.sync.write(
    { width, height, data: Buffer.from(data) },
    { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 },
  );
}
