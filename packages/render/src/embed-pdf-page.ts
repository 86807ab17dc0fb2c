// Puts the first page of a foreign PDF into ours as a picture. It must never bring along a script, a link, a file or a form.
import {
  type PageBoundingBox,
  PDFArray,
  PDFDocument,
  PDFName,
  type PDFObject,
  type PDFPage,
  PDFRawStream,
  type TransformationMatrix,
} from "pdf-lib";
import type { Embedding } from "./embed-image.ts";
import { measureInflated } from "./measure-inflated.ts";
import { sanitizePage } from "./sanitize-page.ts";

const mostInflatedBytes = 30_000_000;

/**
 * Embeds the page as a form, or says why it cannot be: no PDF, encrypted, damaged, or packed so tightly that it would fill the
 * memory. Its size is in points. Foreign fonts and colours are as they are: what holds them is no PDF/A. Never throws.
 */
export async function embedPdfPage(document: PDFDocument, name: string, bytes: Uint8Array): Promise<Embedding> {
  const unreadable = { ok: false, message: "is not a readable PDF" } as const;
  try {
    if (!(await staysSmall(findPackedObjects(bytes))))
      return { ok: false, message: "holds damaged objects, or more than 30 MB of them" };
    const source = await PDFDocument.load(bytes, { ignoreEncryption: true, updateMetadata: false, throwOnInvalidObject: false });
    if (source.isEncrypted) return { ok: false, message: "is encrypted: save it without a password" };
    const [page] = source.getPages();
    if (!page) return unreadable;
    const contents = listContents(page);
    if (!contents) return { ok: false, message: "packs its page in a way that is not supported: save it as PDF 1.4 or later" };
    if (!(await staysSmall(contents))) return { ok: false, message: "has a page that is damaged, or of more than 30 MB" };
    const { box, turn, width, height } = readPageBox(page);
    if (!(width >= 1 && height >= 1)) return unreadable;
    sanitizePage(page);
    const [embedded] = await document.embedPages([page], [box], [turn]);
    if (!embedded) return unreadable;
    await embedded.embed();
    return { ok: true, image: { name, kind: "page", width, height }, objectNumber: embedded.ref.objectNumber, isArchival: false };
  } catch {
    return unreadable;
  }
}

type PageBox = { box: PageBoundingBox; turn: TransformationMatrix; width: number; height: number };

/** What a viewer shows of the page: its crop box, turned as the page says (ISO 32000-1 §7.7.3.3), with the corner at the origin. */
function readPageBox(page: PDFPage): PageBox {
  const { x, y, width, height } = page.getCropBox();
  const box = { left: x, bottom: y, right: x + width, top: y + height };
  const quarters = (((page.getRotation().angle / 90) % 4) + 4) % 4;
  const turns: TransformationMatrix[] = [
    [1, 0, 0, 1, -box.left, -box.bottom],
    [0, -1, 1, 0, -box.bottom, box.right],
    [-1, 0, 0, -1, box.right, box.top],
    [0, 1, -1, 0, box.top, -box.left],
  ];
  const upright: TransformationMatrix = [1, 0, 0, 1, -box.left, -box.bottom];
  const isOnItsSide = quarters % 2 === 1;
  return { box, turn: turns[quarters] ?? upright, width: isOnItsSide ? height : width, height: isOnItsSide ? width : height };
}

/** The zlib data of the object and cross-reference streams, which are inflated when the file is read. A name may be written with `#xx`. */
function findPackedObjects(bytes: Uint8Array): Uint8Array<ArrayBuffer>[] {
  const text = new TextDecoder("latin1").decode(bytes);
  const letter = (character: string) =>
    `(?:${character}|#${character.charCodeAt(0).toString(16)}|#${character.charCodeAt(0).toString(16).toUpperCase()})`;
  const word = (name: string) => Array.from(name, letter).join("");
  const found: Uint8Array<ArrayBuffer>[] = [];
  for (const { index } of text.matchAll(new RegExp(`/(?:${word("ObjStm")}|${word("XRef")})`, "g"))) {
    const start = text.indexOf("stream", index);
    if (start < 0) continue;
    const first = start + (text.startsWith("\r\n", start + 6) ? 8 : 7);
    const end = text.indexOf("endstream", first);
    found.push(new Uint8Array(bytes.subarray(first, end < 0 ? bytes.length : end)));
  }
  return found;
}

/** The page's content streams, or null if one is packed by anything but zlib: only that is measured before it is unpacked. */
function listContents({ node }: PDFPage): Uint8Array<ArrayBuffer>[] | null {
  const contents = node.Contents();
  const objects: (PDFObject | undefined)[] =
    contents instanceof PDFArray ? contents.asArray().map((item) => node.context.lookup(item)) : contents ? [contents] : [];
  const streams: Uint8Array<ArrayBuffer>[] = [];
  for (const object of objects) {
    if (!(object instanceof PDFRawStream)) return null;
    const filter = node.context.lookup(object.dict.get(PDFName.of("Filter")));
    const only = filter instanceof PDFArray && filter.size() === 1 ? node.context.lookup(filter.get(0)) : filter;
    if (only !== undefined && only !== PDFName.of("FlateDecode")) return null;
    if (only !== undefined) streams.push(new Uint8Array(object.contents));
  }
  return streams;
}

/** Whether all of them are whole and inflate to no more than the limit together. */
async function staysSmall(streams: readonly Uint8Array<ArrayBuffer>[]): Promise<boolean> {
  let left = mostInflatedBytes;
  for (const stream of streams) {
    const length = await measureStream(stream, left);
    if (length === null) return false;
    left -= length;
  }
  return true;
}

/** The end of a line may stand between the data and `endstream` (ISO 32000-1 §7.3.8.1), and is not told from the data's last bytes. */
async function measureStream(stream: Uint8Array<ArrayBuffer>, limit: number): Promise<number | null> {
  for (const endOfLine of [0, 1, 2]) {
    const length = await measureInflated(stream.slice(0, stream.length - endOfLine), limit);
    if (length !== null) return length;
  }
  return null;
}
