// Where on the page an element may paint. It must never be smaller than what the element covers.
import type { DesignElement } from "./design.ts";

export type Box = { left: number; top: number; right: number; bottom: number };

/** The box an element stays in, in points from the top left corner. */
export function boxOf(element: DesignElement): Box {
  switch (element.type) {
    case "line": {
      const half = element.thickness / 2;
      return grow(
        around([
          [element.x1, element.y1],
          [element.x2, element.y2],
        ]),
        half,
      );
    }
    case "polygon":
      // A mitred corner reaches up to ten times half the thickness (ISO 32000-1 §8.4.3.5).
      return grow(around(element.points), 10 * strokeOf(element));
    case "circle":
      return grow({ left: element.x, top: element.y, right: element.x, bottom: element.y }, element.radius + strokeOf(element));
    case "qr":
      return { left: element.x, top: element.y, right: element.x + element.size, bottom: element.y + element.size };
    case "rectangle":
      return grow(place(element), strokeOf(element));
    case "ornament":
      return grow(place(element), element.thickness);
    case "text":
      // Accents and descenders may reach a line's height beyond the box.
      return grow(place(element), element.size);
    case "fields":
      return grow(place(element), Math.max(element.label.size, element.value.size));
    case "logo":
    case "image":
      return place(element);
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
