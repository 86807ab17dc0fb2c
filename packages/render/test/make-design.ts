import { Design, type DesignElement, type TextElement } from "../src/design.ts";

/** A text element across most of an A4 landscape page. */
export function makeText(content: string, changes: Partial<TextElement> = {}): TextElement {
  return {
    type: "text",
    content,
    x: 60,
    y: 100,
    width: 700,
    height: 120,
    verticalAlign: "middle",
    family: "serif",
    weight: "regular",
    size: 24,
    minSize: 8,
    maxLines: 4,
    align: "left",
    colour: "#000000",
    ...changes,
  };
}

/** A valid A4 landscape design of these elements. */
export function makeDesign(...elements: DesignElement[]): Design {
  return Design.parse({ page: { size: "A4", orientation: "landscape" }, elements });
}
