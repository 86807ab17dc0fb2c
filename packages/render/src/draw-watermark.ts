// Marks a sandbox certificate. It is drawn after the design and over it: no template can leave it out or cover it.
import type { Drawing } from "./drawing.ts";
import { measureLine } from "./glyph-run.ts";
import { shapeLine } from "./shape-text.ts";

/** The name under which the page's resources hold the watermark's transparency, and the opacity it stands for. */
export const watermarkResource = { name: "Watermark", opacity: 0.13 } as const;

const colour = "#b3261e";
const style = { family: "sans", weight: "bold" } as const;
const tag = { text: "Sandbox – not a real certificate", size: 7.5, width: 178, height: 15 } as const;

/** Draws a large diagonal SANDBOX and, at the top edge, a tag that says what it means. */
export function drawWatermark(drawing: Drawing): void {
  const { canvas, page, fonts } = drawing;
  const line = shapeLine(fonts, { ...style, letterSpacing: 0.06 }, "SANDBOX");
  const diagonal = Math.hypot(page.width, page.height);
  const size = (diagonal * 620) / measureLine(line);
  const turn = Math.atan2(page.height, page.width);
  const [along, down] = [(diagonal * 0.62) / 2, size * 0.357];
  const x = page.width / 2 - along * Math.cos(turn) + down * Math.sin(turn);
  const y = page.height / 2 + along * Math.sin(turn) + down * Math.cos(turn);
  canvas.withGraphicsState(watermarkResource.name, () => {
    canvas.glyphs(line, [x, y], size, colour, turn);
  });
  drawTag(drawing);
}

function drawTag({ canvas, page, fonts }: Drawing): void {
  const line = shapeLine(fonts, { ...style, letterSpacing: 0.02 }, tag.text);
  canvas.rectangle((page.width - tag.width) / 2, 0, tag.width, tag.height, { fill: colour });
  const width = (measureLine(line) * tag.size) / 1000;
  canvas.glyphs(line, [(page.width - width) / 2, tag.height / 2 + tag.size * 0.357], tag.size, "#ffffff");
}
