// Draws the public fields as pairs of label and value. It must never draw a field the content does not list as public.

import type { PublicField } from "./certificate-content.ts";
import { cleanText } from "./clean-text.ts";
import type { FieldsElement, TextStyle } from "./design.ts";
import { drawText, reportUncovered, type TextBox } from "./draw-text.ts";
import type { Drawing } from "./drawing.ts";

/** With the label to the left, it takes this part of the column. */
const labelShare = 0.36;

/** Lays the public fields that have a value out in rows and draws them; rows grow closer if there are many. */
export function drawFieldsElement(drawing: Drawing, element: FieldsElement): void {
  const fields = drawing.values.publicFields.filter((field) => cleanText(field.value) !== "");
  if (fields.length === 0) return;
  const columns = Math.min(element.columns, fields.length);
  const rowHeight = Math.min(element.rowHeight, element.height / Math.ceil(fields.length / columns));
  const columnWidth = Math.min(element.columnWidth, (element.width - (columns - 1) * element.columnGap) / columns);
  const used = columns * columnWidth + (columns - 1) * element.columnGap;
  const left = element.x + { left: 0, center: (element.width - used) / 2, right: element.width - used }[element.value.align];
  fields.forEach((field, index) => {
    const x = left + (index % columns) * (columnWidth + element.columnGap);
    const y = element.y + Math.floor(index / columns) * rowHeight;
    drawField(drawing, element, field, { x, y, width: columnWidth, height: rowHeight });
  });
}

type Cell = { x: number; y: number; width: number; height: number };

function drawField(drawing: Drawing, element: FieldsElement, field: PublicField, cell: Cell): void {
  const { label, value, rule } = placePair(element, cell);
  if (element.rule) drawing.canvas.line([cell.x, rule], [cell.x + cell.width, rule], element.rule.colour, element.rule.thickness);
  drawPart(drawing, element.label, label, field.label, `metadata_schema.fields.${field.key}.label`);
  drawPart(drawing, element.value, value, field.value, `publicMetadata.${field.key}`);
}

function drawPart(drawing: Drawing, style: TextStyle, box: TextBox, text: string, path: string): void {
  if (reportUncovered(drawing, style, path, text).length > 0) return;
  drawText(drawing, style, box, [cleanText(text)], path);
}

function placePair(element: FieldsElement, cell: Cell): { label: TextBox; value: TextBox; rule: number } {
  const { x, y, width, height } = cell;
  if (element.labelPosition === "left") {
    const share = width * labelShare;
    const label: TextBox = { x, y, width: share - 8, height, verticalAlign: "middle" };
    return {
      label,
      value: { x: x + share, y, width: width - share, height, verticalAlign: "middle" },
      rule: y + height,
    };
  }
  const labelHeight = Math.min(height / 2, element.label.size * (element.labelPosition === "above" ? 1.8 : 1.5));
  const valueHeight = height - labelHeight;
  if (element.labelPosition === "above") {
    const label: TextBox = { x, y, width, height: labelHeight, verticalAlign: "top" };
    return { label, value: { x, y: y + labelHeight, width, height: valueHeight, verticalAlign: "top" }, rule: y };
  }
  const value: TextBox = { x, y, width, height: valueHeight - 4, verticalAlign: "bottom" };
  return {
    label: { x, y: y + valueHeight, width, height: labelHeight, verticalAlign: "top" },
    value,
    rule: y + valueHeight,
  };
}
