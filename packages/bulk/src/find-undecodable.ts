// Finds where a file is not what an older encoding allows. It must never hold more of the text than a piece.
import type { Encoding } from "./find-bad-byte.ts";

const pieceBytes = 65_536;
// Some bytes that such an encoding does not have are decoded to these, which stand in no text (WHATWG Encoding §9, §14).
const undefinedCharacters = /[\u0080-\u009f]/;

/** An offset on the line of the first bytes that are wrong, or null. */
export function findUndecodable(bytes: Uint8Array, encoding: Encoding): number | null {
  const isSound = openCheck(encoding);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    if (!isSound(piece, at + pieceBytes >= bytes.length)) return findWithin(bytes, encoding, at);
  }
  return null;
}

/** From the file's begin to the piece that is bad, for a character may lie in two, and through that byte by byte. */
function findWithin(bytes: Uint8Array, encoding: Encoding, start: number): number {
  const isSound = openCheck(encoding);
  for (let at = 0; at < start; at += pieceBytes) isSound(bytes.subarray(at, at + pieceBytes), false);
  for (let at = start; at < bytes.length; at++) {
    if (!isSound(bytes.subarray(at, at + 1), at + 1 === bytes.length)) return at;
  }
  return start;
}

function openCheck(encoding: Encoding): (bytes: Uint8Array, isLast: boolean) => boolean {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return (bytes, isLast) => {
    try {
      return !undefinedCharacters.test(decoder.decode(bytes, { stream: !isLast }));
    } catch {
      return false;
    }
  };
}
