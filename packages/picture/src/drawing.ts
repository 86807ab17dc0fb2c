// What comes of a wish for a picture, and who fulfils it. Nothing here may quote what a document says.

/**
 * Why there is no picture: the file is no PDF or has no page; it needs a password; the page has no area, or its picture would have more
 * than `mostPixels`; the width is not within `widthBounds`; the engine gave up (memory, or a defect of its own).
 */
export type Refusal = "unreadable" | "encrypted" | "page_out_of_bounds" | "width_out_of_bounds" | "engine_failed";

/** `errorName` is the class of what the engine threw; its message may quote the document and goes no further. */
export type Drawing =
  | { ok: true; png: Uint8Array }
  | { ok: false; refusal: Exclude<Refusal, "engine_failed"> }
  | { ok: false; refusal: "engine_failed"; errorName: string };

/** Pixels. */
export const widthBounds = { least: 100, most: 2400 } as const;

/** A4 upright has 8.2 million at the largest width; each takes three bytes twice in an isolate of 128 MB. */
export const mostPixels = 10_000_000;

/** What the Worker for pictures does for another one. */
export type PictureService = {
  /** The first page of the PDF as a PNG of this width. */
  drawPage(pdf: Uint8Array, widthPixels: number): Promise<Drawing>;
};
