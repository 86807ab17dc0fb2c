// Draws one element of a design. It must never draw one whose condition does not hold.
import type { DesignElement } from "./design.ts";
import { drawFieldsElement } from "./draw-fields.ts";
import { drawOrnamentElement } from "./draw-ornament.ts";
import { drawImageElement, drawLogoElement } from "./draw-picture.ts";
import { drawQrElement } from "./draw-qr.ts";
import { drawTextElement } from "./draw-text.ts";
import type { Drawing, Values } from "./drawing.ts";

/** Draws the element if its conditions hold. What is wrong with the element itself is reported at `path`. */
export function drawElement(drawing: Drawing, path: string, element: DesignElement): void {
  if (!isShown(drawing.values, element)) return;
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
      drawTextElement(drawing, path, element);
      break;
    case "logo":
      drawLogoElement(drawing, element);
      break;
    case "image":
      drawImageElement(drawing, element);
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

type Conditions = { onlyIf?: string | undefined; unless?: string | undefined };

/** Whether `onlyIf` names something that is there and `unless` does not. */
export function isShown(values: Values, { onlyIf, unless }: Conditions): boolean {
  return (onlyIf === undefined || isPresent(values, onlyIf)) && (unless === undefined || !isPresent(values, unless));
}

function isPresent(values: Values, name: string): boolean {
  if (name === "logo") return values.logo !== null;
  if (name === "publicFields") return values.publicFields.some((field) => field.value.trim() !== "");
  return (values.placeholders.get(name)?.text ?? "") !== "";
}
