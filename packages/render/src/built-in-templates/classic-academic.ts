// A4 landscape, ivory, navy and gold: a strong double border round a woven band, everything on one axis.
import type { BuiltInTemplate } from "../built-in-template.ts";
import type { DesignElement, TextStyle } from "../design.ts";
import { labels } from "./labels.ts";
import { phrases } from "./phrases.ts";

const navy = "#1b2a4a";
const gold = "#a17d33";
const paleGold = "#c8b27c";
const ink = "#3a3a3a";
const grey = "#6b675e";

const [width, height] = [841.89, 595.28];
const [left, right] = [92, width - 92];
const middle = width / 2;
const column = { x: 150, width: width - 300 };

const lead: TextStyle = {
  family: "serif",
  weight: "regular",
  italic: true,
  size: 13,
  minSize: 10,
  maxLines: 1,
  align: "center",
  colour: ink,
};
const issuer: TextStyle = {
  ...lead,
  italic: false,
  weight: "bold",
  colour: navy,
  minSize: 8,
  maxLines: 2,
  lineHeight: 1.2,
};
const small: TextStyle = {
  family: "sans",
  weight: "regular",
  size: 8,
  minSize: 5,
  maxLines: 2,
  align: "left",
  colour: grey,
  lineHeight: 1.35,
};
const date: TextStyle = { ...lead, italic: false, size: 11, minSize: 8, align: "left" };

const corners: DesignElement[] = [
  [38, 38],
  [width - 60, 38],
  [38, height - 60],
  [width - 60, height - 60],
].map(([x = 0, y = 0]) => ({
  type: "ornament",
  pattern: "rosette",
  x,
  y,
  width: 22,
  height: 22,
  depth: 9,
  strands: 3,
  waves: 8,
  colour: gold,
  thickness: 0.45,
}));

const border: DesignElement[] = [
  { type: "rectangle", x: 0, y: 0, width, height, fill: "#fdfbf4" },
  { type: "rectangle", x: 26, y: 26, width: width - 52, height: height - 52, stroke: navy, thickness: 6 },
  { type: "rectangle", x: 34, y: 34, width: width - 68, height: height - 68, stroke: gold, thickness: 0.8 },
  {
    type: "ornament",
    pattern: "frame",
    x: 38,
    y: 38,
    width: width - 76,
    height: height - 76,
    depth: 22,
    strands: 4,
    waves: 34,
    colour: paleGold,
    thickness: 0.45,
  },
  ...corners,
  { type: "rectangle", x: 64, y: 64, width: width - 128, height: height - 128, stroke: gold, thickness: 0.8 },
  { type: "rectangle", x: 67.5, y: 67.5, width: width - 135, height: height - 135, stroke: navy, thickness: 1.4 },
];

const body: DesignElement[] = [
  { type: "logo", x: middle - 110, y: 82, width: 220, height: 46, align: "center" },
  {
    type: "text",
    onlyIf: "logo",
    content: "{{issuerName}}",
    ...column,
    y: 131,
    height: 20,
    verticalAlign: "middle",
    ...issuer,
    size: 12.5,
    letterSpacing: 0.03,
  },
  {
    type: "text",
    unless: "logo",
    content: "{{issuerName}}",
    ...column,
    y: 94,
    height: 50,
    verticalAlign: "middle",
    ...issuer,
    size: 21,
    letterSpacing: 0.02,
  },
  {
    type: "text",
    ...phrases.certificate,
    ...column,
    y: 163,
    height: 42,
    verticalAlign: "middle",
    ...lead,
    italic: false,
    size: 29,
    colour: navy,
    letterSpacing: 0.24,
  },
  { type: "text", ...phrases.certify, ...column, y: 212, height: 20, verticalAlign: "middle", ...lead },
  {
    type: "text",
    content: "{{recipientName}}",
    x: 110,
    width: width - 220,
    y: 238,
    height: 51,
    verticalAlign: "middle",
    ...lead,
    italic: false,
    weight: "bold",
    size: 38,
    minSize: 11,
    maxLines: 3,
    colour: navy,
    lineHeight: 1.15,
  },
  { type: "line", x1: middle - 130, y1: 300, x2: middle - 9, y2: 300, colour: gold, thickness: 0.8 },
  { type: "line", x1: middle + 9, y1: 300, x2: middle + 130, y2: 300, colour: gold, thickness: 0.8 },
  {
    type: "polygon",
    points: [
      [middle, 296],
      [middle + 4, 300],
      [middle, 304],
      [middle - 4, 300],
    ],
    fill: gold,
  },
  { type: "text", ...phrases.awarded, ...column, y: 309, height: 20, verticalAlign: "middle", ...lead },
  {
    type: "text",
    content: "{{title}}",
    x: 120,
    width: width - 240,
    y: 331,
    height: 52,
    verticalAlign: "middle",
    ...lead,
    italic: false,
    size: 25,
    minSize: 10,
    maxLines: 3,
    colour: ink,
    lineHeight: 1.15,
  },
  {
    type: "fields",
    x: 110,
    y: 392,
    width: width - 220,
    height: 42,
    columns: 4,
    columnWidth: 190,
    columnGap: 28,
    rowHeight: 38,
    labelPosition: "below",
    label: { ...small, align: "center", maxLines: 1 },
    value: { ...lead, italic: false, size: 12, minSize: 6, maxLines: 2, lineHeight: 1.15 },
    rule: { colour: paleGold, thickness: 0.6 },
  },
];

const footer: DesignElement[] = [
  {
    type: "ornament",
    pattern: "rosette",
    x: middle - 33,
    y: 446,
    width: 66,
    height: 66,
    depth: 15,
    strands: 6,
    waves: 18,
    colour: gold,
    thickness: 0.4,
  },
  {
    type: "ornament",
    pattern: "rosette",
    x: middle - 17,
    y: 462,
    width: 34,
    height: 34,
    depth: 11,
    strands: 4,
    waves: 10,
    colour: gold,
    thickness: 0.4,
  },
  { type: "circle", x: middle, y: 479, radius: 3.5, fill: gold },
  { type: "text", ...phrases.issuedOn, x: left, y: 446, width: 150, height: 10, verticalAlign: "middle", ...small },
  { type: "text", content: "{{issuedOn}}", x: left, y: 456, width: 180, height: 15, verticalAlign: "middle", ...date },
  {
    type: "text",
    onlyIf: "expiresOn",
    ...phrases.validUntil,
    x: left,
    y: 480,
    width: 150,
    height: 10,
    verticalAlign: "middle",
    ...small,
  },
  { type: "text", content: "{{expiresOn}}", x: left, y: 490, width: 180, height: 15, verticalAlign: "middle", ...date },
  {
    type: "text",
    ...phrases.numberAndVerifyAt,
    x: middle + 48,
    y: 470,
    width: right - middle - 48 - 82,
    height: 39,
    verticalAlign: "bottom",
    ...small,
    size: 7,
    maxLines: 5,
    align: "right",
  },
  { type: "qr", x: right - 74, y: 434, size: 84, colour: navy, background: "#fdfbf4" },
];

/** Formal certificate with a strong border. */
export const classicAcademic: BuiltInTemplate = {
  id: "8e884cad-6a34-4f15-9d6d-0c2798d4d002",
  slug: "classic-academic",
  name: "Classic Academic",
  description: "Formal certificate with a strong border.",
  isPremium: false,
  metadataSchema: {
    fields: [
      { key: "identification_no", label: "Identification No.", type: "text", visibility: "private" },
      { key: "trainer_name", ...labels.trainer, type: "text", visibility: "public" },
      { key: "venue", ...labels.venue, type: "text", visibility: "public" },
    ],
  },
  design: { page: { size: "A4", orientation: "landscape" }, elements: [...border, ...body, ...footer] },
};
