// Draws one element of a design. It must never draw one whose condition does not hold.
import type { DesignElement, LogoElement } from "./design.ts";
import { drawFieldsElement } from "./draw-fields.ts";
import { drawOrnamentElement } from "./draw-ornament.ts";
import { drawQrElement } from "./draw-qr.ts";
import { drawTextElement } from "./draw-text.ts";
import type { Drawing } from "./drawing.ts";

/** Draws the element if its `onlyIf` names something that is there and its `unless` does not. */
export function drawElement(drawing: Drawing, element: DesignElement): void {
  if (element.onlyIf !== undefined && !isPresent(drawing, element.onlyIf)) return;
  if (element.unless !== undefined && isPresent(drawing, element.unless)) return;
  const { canvas } = drawing;
  switch (element.type) {
    case "rectangle":
      canvas.rectangle(element.x, element.y, element.width, element.height, element, element.radius);
      break;
    case "line":
      canvas.line([element.x1, element.y1], [element.x2, element.y2], element.colour, element.thickness);
      break;
    case "polygon":
      canvas.polygon(element.points, element);
      break;
    case "circle":
      canvas.circle(element.x, element.y, element.radius, element);
      break;
    case "ornament":
      drawOrnamentElement(canvas, element);
      break;
    case "text":
      drawTextElement(drawing, element);
      break;
    case "logo":
      drawLogoElement(drawing, element);
      break;
    case "image":
      break;
    case "qr":
      drawQrElement(drawing, element);
      break;
    case "fields":
      drawFieldsElement(drawing, element);
      break;
    default:
      element satisfies never;
  }
}

function isPresent(drawing: Drawing, name: string): boolean {
  if (name === "logo") return drawing.content.logo !== null;
  if (name === "publicFields") return drawing.content.publicFields.some((field) => field.value.trim() !== "");
  return (drawing.values.get(name)?.text ?? "") !== "";
}

/** The name under which the page's resources hold the logo. */
export const logoResource = "Logo";

function drawLogoElement(drawing: Drawing, element: LogoElement): void {
  if (!drawing.logoSize) return;
  const scale = Math.min(element.width / drawing.logoSize.width, element.height / drawing.logoSize.height);
  const [width, height] = [drawing.logoSize.width * scale, drawing.logoSize.height * scale];
  const indent = { left: 0, center: (element.width - width) / 2, right: element.width - width }[element.align];
  drawing.canvas.image(logoResource, element.x + indent, element.y + (element.height - height) / 2, width, height);
}
