// Judges an uploaded file by its own bytes before anything decodes it. It must never trust what the uploader calls it.
import { crc32Of } from "@attestry/certificate/crc32";
import type { AssetMediaType } from "@attestry/database/asset-row";
import { mostAssetPixels } from "@attestry/render/compile-template";
import { findEndOfJpeg, readJpeg } from "@attestry/render/read-jpeg";

/** What is wrong with a file that is said to be of that type, or null. */
export function findAssetProblem(mediaType: AssetMediaType, bytes: Uint8Array): string | null {
  switch (mediaType) {
    case "image/png":
      return findImageProblem("PNG", readPngSize(bytes));
    case "image/jpeg":
      return findImageProblem("JPEG", readJpeg(bytes)) ?? findTrailProblem(findEndOfJpeg(bytes), bytes.length);
    case "application/pdf":
      return findPdfProblem(bytes);
  }
}

type Size = { width: number; height: number };

function findImageProblem(kind: "PNG" | "JPEG", size: Size | null): string | null {
  if (!size) return `is not a readable ${kind} image`;
  const { width, height } = size;
  return width * height > mostAssetPixels ? `has ${width} by ${height} pixels, more than 25 million` : null;
}

function findTrailProblem(end: number | null, length: number): string | null {
  if (end === null) return "is not a whole JPEG image";
  return end === length ? null : "goes on after the end of the picture: save it again as JPEG";
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const [ihdr, iend, actl] = [0x49484452, 0x49454e44, 0x6163544c];

/** Of a whole, still picture: chunks with their right checksums from IHDR to IEND and nothing after (PNG third edition §5). */
function readPngSize(bytes: Uint8Array): Size | null {
  if (bytes.length < 45 || pngSignature.some((byte, index) => bytes[index] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(8) !== 13 || view.getUint32(12) !== ihdr) return null;
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  if (size.width === 0 || size.height === 0) return null;
  for (let offset = 8; offset + 12 <= bytes.length; ) {
    const length = view.getUint32(offset);
    const end = offset + 12 + length;
    const type = view.getUint32(offset + 4);
    if (end > bytes.length || type === actl) return null;
    if (view.getUint32(end - 4) !== crc32Of(bytes.subarray(offset + 4, end - 4))) return null;
    if (type === iend) return end === bytes.length ? size : null;
    offset = end;
  }
  return null;
}

/** The trailer (ISO 32000-1 §7.5.5), a dictionary or a stream's, is never compressed, so an encrypted file shows it; a name may be escaped (§7.3.5). */
function findPdfProblem(bytes: Uint8Array): string | null {
  const text = new TextDecoder("latin1").decode(bytes);
  if (!/^%PDF-[12]\.\d/.test(text) || !/%%EOF\s*$/.test(text.slice(-1024))) return "is not a readable PDF";
  for (const [, name = ""] of text.matchAll(/\/((?:[A-Za-z]|#[0-9a-fA-F]{2}){7,21})/g)) {
    const plain = name.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    if (plain === "Encrypt") return "is an encrypted PDF";
  }
  return null;
}
