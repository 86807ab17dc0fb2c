// Puts a picture into a PDF. It must never decode one that was not judged first, nor more than an isolate can hold.
import type { PDFDocument } from "pdf-lib";
import { assignObject } from "./assign-object.ts";
import type { Picture } from "./certificate-content.ts";
import type { PageImage } from "./drawing.ts";
import { toHex } from "./format-operand.ts";
import { measureInflated } from "./measure-inflated.ts";
import { plainStream } from "./pdf-object.ts";
import { readJpeg } from "./read-jpeg.ts";
import { type Png, readPng, rebuildPng } from "./read-png.ts";

/** An image that a document holds as the object of that number. `isArchival` tells whether PDF/A-3 takes its colours. */
export type EmbeddedImage = { image: PageImage; objectNumber: number; isArchival: boolean };
export type Embedding = ({ ok: true } & EmbeddedImage) | { ok: false; message: string };

/** What is decoded to be embedded: pdf-lib holds four bytes a pixel, twice. */
const mostDecodedPixels = 4_000_000;

/** Judges and embeds a picture of at most `mostPixels` under a name for the page's resources, or says what is wrong with it. Never throws. */
export async function embedImage(document: PDFDocument, name: string, picture: Picture, mostPixels: number): Promise<Embedding> {
  const isPng = picture.mediaType === "image/png";
  const header = isPng ? readPng(picture.bytes) : readJpeg(picture.bytes);
  if (!header) return { ok: false, message: `is not a readable ${isPng ? "PNG" : "JPEG"} image` };
  const { width, height } = header;
  if (width * height > mostPixels) {
    return { ok: false, message: `has ${width} by ${height} pixels, more than ${mostPixels / 1_000_000} million` };
  }
  const image = { name, kind: "pixels", width, height } as const;
  if ("channels" in header) return decode(document, image, picture.bytes, header.channels !== 4);
  const inflated = await measureInflated(header.data, header.most);
  if (inflated === null || inflated < header.least) return { ok: false, message: "is a damaged PNG image" };
  if (header.isPlain) return { ok: true, image, objectNumber: embedPlainPng(document, header), isArchival: true };
  if (width * height > mostDecodedPixels) {
    return { ok: false, message: "is transparent or interlaced and has more than 4 million pixels: save it without either" };
  }
  return decode(document, image, rebuildPng(header), true);
}

/** By pdf-lib: a JPEG is kept as it is, a PNG is decoded and its transparency set apart. */
async function decode(document: PDFDocument, image: PageImage, file: Uint8Array, isArchival: boolean): Promise<Embedding> {
  // Copied: pdf-lib reads a JPEG from the start of the underlying buffer.
  const bytes = new Uint8Array(file);
  try {
    const embedded = bytes[0] === 0x89 ? await document.embedPng(bytes) : await document.embedJpg(bytes);
    await embedded.embed();
    return { ok: true, image, objectNumber: embedded.ref.objectNumber, isArchival };
  } catch {
    return { ok: false, message: "cannot be decoded" };
  }
}

const channels = { grey: 1, rgb: 3, palette: 1, "grey-alpha": 2, "rgb-alpha": 4 } as const;

/** The data of the file as it is: PNG's filters are PDF's predictors (ISO 32000-1 §7.4.4.4). */
function embedPlainPng({ context }: PDFDocument, { width, height, depth, colour, palette, data }: Png): number {
  const { objectNumber } = context.nextRef();
  const space = colour === "palette" ? writePalette(palette) : colour === "grey" ? "/DeviceGray" : "/DeviceRGB";
  const parameters = `<</Predictor 15/Colors ${channels[colour]}/BitsPerComponent ${depth}/Columns ${width}>>`;
  const entries =
    `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace ${space}/BitsPerComponent ${depth}` +
    `/Filter/FlateDecode/DecodeParms ${parameters}`;
  assignObject(context, plainStream(objectNumber, entries, data));
  return objectNumber;
}

function writePalette(palette: Uint8Array): string {
  const hex = Array.from(palette, (byte) => toHex(byte).slice(2)).join("");
  return `[/Indexed/DeviceRGB ${palette.length / 3 - 1}<${hex}>]`;
}
