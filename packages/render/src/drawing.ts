// What the functions that draw elements share. It must never know which file format comes out.
import type { PublicField } from "./certificate-content.ts";
import type { PlaceholderValue } from "./fill-placeholders.ts";
import type { Fonts } from "./fonts.ts";
import type { PageCanvas } from "./page-canvas.ts";
import type { PageSize } from "./page-size.ts";

export type Problem = { path: string; message: string };

/** A box on the page that opens the verification URL. */
export type LinkArea = { x: number; y: number; width: number; height: number };

/** A picture that the page's resources hold: one of pixels fills a square of one by one, a page keeps its points. */
export type PageImage = { name: string; kind: "pixels" | "page"; width: number; height: number };

/** What a page shows: of a template the values that all its certificates share, of a certificate all of them. */
export type Values = {
  placeholders: ReadonlyMap<string, PlaceholderValue>;
  publicFields: readonly PublicField[];
  verificationUrl: string;
  logo: PageImage | null;
  /** By the SHA-256 of the uploaded file. */
  assets: ReadonlyMap<string, PageImage>;
};

/** One page while it is drawn: the fixed part of a template, or what a certificate adds to it. */
export type Drawing = {
  page: PageSize;
  canvas: PageCanvas;
  fonts: Fonts;
  values: Values;
  links: LinkArea[];
  problems: Problem[];
};

/** Notes a problem once, however often the value is drawn. */
export function reportProblem(drawing: Drawing, path: string, message: string): void {
  const isKnown = drawing.problems.some((problem) => problem.path === path && problem.message === message);
  if (!isKnown) drawing.problems.push({ path, message });
}
