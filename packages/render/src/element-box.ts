// Where on the page an element may paint. It must never be smaller than what the element covers.
import type { DesignElement } from "./design.ts";

export type Box = { left: number; top: number; right: number; bottom: number };

/** The box that the design gives an element, in points from the top left corner: what it paints may reach beyond. */
export function frameOf(element: DesignElement): Box {
  switch (element.type) {
    case "line":
      return around([
        [element.x1, element.y1],
        [element.x2, element.y2],
      ]);
    case "polygon":
      return around(element.points);
    case "circle":
      return grow({ left: element.x, top: element.y, right: element.x, bottom: element.y }, element.radius);
    case "qr":
      return { left: element.x, top: element.y, right: element.x + element.size, bottom: element.y + element.size };
    default:
      return place(element);
  }
}

/** The box an element stays in, in points from the top left corner. */
export function boxOf(element: DesignElement): Box {
  return grow(frameOf(element), reachOf(element));
}

/** How far an element may paint beyond its frame. */
function reachOf(element: DesignElement): number {
  switch (element.type) {
    case "line":
      return element.thickness / 2;
    case "polygon":
      // A mitred corner reaches up to ten times half the thickness (ISO 32000-1 §8.4.3.5).
      return 10 * strokeOf(element);
    case "circle":
    case "rectangle":
      return strokeOf(element);
    case "ornament":
      return element.thickness;
    case "text":
      // Accents and descenders may reach a line's height beyond the box.
      return element.size;
    case "fields":
      return Math.max(element.label.size, element.value.size);
    case "qr":
    case "logo":
    case "image":
      return 0;
    default:
      return element satisfies never;
  }
}

/** Whether two boxes have a point in common. */
export function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function strokeOf(element: { stroke?: string | undefined; thickness?: number | undefined }): number {
  return element.stroke === undefined ? 0 : (element.thickness ?? 1) / 2;
}

function place({ x, y, width, height }: { x: number; y: number; width: number; height: number }): Box {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

function around(points: readonly (readonly [number, number])[]): Box {
  const [across, down] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { left: Math.min(...across), top: Math.min(...down), right: Math.max(...across), bottom: Math.max(...down) };
}

function grow({ left, top, right, bottom }: Box, by: number): Box {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}
