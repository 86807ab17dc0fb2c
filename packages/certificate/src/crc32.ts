import crc32 from "crc-32";

/** The CRC-32 of bytes as an unsigned number, as PNG chunks carry it. */
export function crc32Of(bytes: Uint8Array): number {
  return crc32.buf(bytes) >>> 0;
}
