// Puts the first page of a foreign PDF into ours as a picture. It must never bring along a script, a link, a file or a form.
import {
  type PageBoundingBox,
  PDFArray,
  PDFDocument,
  type PDFObject,
  PDFPage,
  PDFPageLeaf,
  PDFPageTree,
  PDFRawStream,
  PDFRef,
  type TransformationMatrix,
} from "pdf-lib";
import type { Embedding } from "./embed-image.ts";
import { measurePacked, mostBytes, wasRefused } from "./guard-packed-objects.ts";
import { sanitizePage } from "./sanitize-page.ts";

const mostObjects = 20_000;
const mostTreeNodes = 1000;
/** In points: a side of two hundred inches (ISO 32000-1 annex C). */
const largestPage = 14_400;

/**
 * Embeds the page as a form, or says why it cannot be: no PDF, encrypted, damaged, or packed so tightly that it would fill the
 * memory. Its size is in points. Foreign fonts and colours are as they are: what holds them is no PDF/A. Never throws.
 */
export async function embedPdfPage(document: PDFDocument, name: string, bytes: Uint8Array): Promise<Embedding> {
  const unreadable = { ok: false, message: "is not a readable PDF" } as const;
  try {
    if (countObjects(bytes) > mostObjects) return { ok: false, message: `holds more than ${mostObjects} objects` };
    const source = await PDFDocument.load(bytes, { ignoreEncryption: true, updateMetadata: false, throwOnInvalidObject: false });
    if (wasRefused(source.context)) return { ok: false, message: "holds damaged objects, or more than 30 MB of them" };
    if (source.isEncrypted) return { ok: false, message: "is encrypted: save it without a password" };
    const page = findFirstPage(source);
    if (!page) return unreadable;
    if (!hasSoundContents(page)) {
      return { ok: false, message: "has a page that is damaged, packed in another way than by zlib, or of more than 30 MB" };
    }
    const { box, turn, width, height } = readPageBox(page);
    if (!(width >= 1 && height >= 1 && width <= largestPage && height <= largestPage)) return unreadable;
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

/** At least as many as the file has of its own: each begins with a number, a number and this word. */
function countObjects(bytes: Uint8Array): number {
  const text = new TextDecoder("latin1").decode(bytes);
  let count = 0;
  for (let at = text.indexOf(" obj"); at >= 0 && count <= mostObjects; at = text.indexOf(" obj", at + 4)) count++;
  return count;
}

/** The first leaf of the page tree. pdf-lib's own way visits all of a tree whose branches may meet again and again. */
function findFirstPage(source: PDFDocument): PDFPage | null {
  const { context, catalog } = source;
  const seen = new Set<PDFObject>();
  const waiting: PDFObject[] = [catalog.Pages()];
  for (let node = waiting.shift(); node && seen.size < mostTreeNodes; node = waiting.shift()) {
    const object = context.lookup(node);
    if (!object || seen.has(object)) continue;
    seen.add(object);
    if (object instanceof PDFPageLeaf && node instanceof PDFRef) return PDFPage.of(object, node, source);
    // Depth first: what a node holds comes before what follows it.
    if (object instanceof PDFPageTree) waiting.unshift(...object.Kids().asArray().slice(0, mostTreeNodes));
  }
  return null;
}

/** Whether the page's content streams, which pdf-lib unpacks to embed them, are whole and stay within the limit together. */
function hasSoundContents({ node }: PDFPage): boolean {
  const contents = node.Contents();
  const streams = contents instanceof PDFArray ? contents.asArray().map((item) => node.context.lookup(item)) : [contents];
  let left = mostBytes;
  try {
    for (const stream of streams) {
      if (stream === undefined) continue;
      if (!(stream instanceof PDFRawStream)) return false;
      left -= measurePacked(stream, left);
    }
  } catch {
    return false;
  }
  return left >= 0;
}
