// Draws a picture into a box. It must never paint outside of the box.
import type { ImageElement, LogoElement } from "./design.ts";
import type { Drawing, PageImage } from "./drawing.ts";
import type { Box } from "./page-canvas.ts";

/** Draws the issuer's logo, if there is one. */
export function drawLogoElement(drawing: Drawing, element: LogoElement): void {
  if (drawing.values.logo) drawPicture(drawing, drawing.values.logo, element, "contain", element.align);
}

/** Draws an uploaded picture, which was embedded when the template was compiled. */
export function drawImageElement(drawing: Drawing, element: ImageElement): void {
  const image = drawing.values.assets.get(element.asset);
  if (image) drawPicture(drawing, image, element, element.fit, element.align);
}

/** Draws the picture as `fit` says: `stretch` may distort it, `contain` shows all of it, `cover` fills the box. */
export function drawPicture(
  { canvas }: Drawing,
  image: PageImage,
  box: Box,
  fit: ImageElement["fit"],
  align: LogoElement["align"],
): void {
  const [across, down] = [box.width / image.width, box.height / image.height];
  const scale = fit === "contain" ? Math.min(across, down) : Math.max(across, down);
  const size = fit === "stretch" ? box : { width: image.width * scale, height: image.height * scale };
  const indent = { left: 0, center: (box.width - size.width) / 2, right: box.width - size.width }[align];
  const placed = { x: box.x + indent, y: box.y + (box.height - size.height) / 2, width: size.width, height: size.height };
  canvas.image(image, placed, fit === "cover" ? box : null);
}
