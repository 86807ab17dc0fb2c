// What the functions that draw elements share. It must never know which file format comes out.
import type { CertificateContent } from "./certificate-content.ts";
import type { PlaceholderValue } from "./fill-placeholders.ts";
import type { Fonts } from "./fonts.ts";
import type { PageCanvas } from "./page-canvas.ts";

export type Problem = { path: string; message: string };

/** A box on the page that opens a URL. */
export type LinkArea = { x: number; y: number; width: number; height: number };

/** One certificate while it is drawn. `logoSize` is in pixels, null if there is no logo. */
export type Drawing = {
  page: { width: number; height: number };
  canvas: PageCanvas;
  fonts: Fonts;
  content: CertificateContent;
  values: ReadonlyMap<string, PlaceholderValue>;
  logoSize: { width: number; height: number } | null;
  links: LinkArea[];
  problems: Problem[];
};

/** Notes a problem once, however often the value is drawn. */
export function reportProblem(drawing: Drawing, path: string, message: string): void {
  const isKnown = drawing.problems.some((problem) => problem.path === path && problem.message === message);
  if (!isKnown) drawing.problems.push({ path, message });
}
