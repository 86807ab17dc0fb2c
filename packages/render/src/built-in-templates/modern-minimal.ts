// A4 landscape, white, black and one green: set flush left, with the particulars in a narrow column to the right.
import type { BuiltInTemplate } from "../built-in-template.ts";
import type { DesignElement, TextStyle } from "../design.ts";
import { labels } from "./labels.ts";
import { phrases } from "./phrases.ts";

const green = "#0b6b5d";
const ink = "#14181a";
const grey = "#667074";
const hairline = "#d5dadb";

const [width, height] = [841.89, 595.28];
const left = 76;
const mainWidth = 490;
const side = { x: 640, width: 130 };

const text: TextStyle = {
  family: "sans",
  weight: "regular",
  size: 11,
  minSize: 7,
  maxLines: 1,
  align: "left",
  colour: ink,
};
const label: TextStyle = { ...text, size: 8, minSize: 6, colour: grey };
const value: TextStyle = { ...text, size: 10.5, minSize: 6.5, maxLines: 2, lineHeight: 1.2 };

const main: DesignElement[] = [
  { type: "rectangle", x: 0, y: 0, width, height, fill: "#ffffff" },
  { type: "rectangle", x: 0, y: 0, width: 14, height, fill: green },
  { type: "logo", x: left, y: 62, width: 200, height: 46, align: "left" },
  {
    type: "text",
    onlyIf: "logo",
    content: "{{issuerName}}",
    x: left,
    y: 116,
    width: mainWidth,
    height: 18,
    verticalAlign: "middle",
    ...text,
    weight: "bold",
    size: 12,
    maxLines: 2,
  },
  {
    type: "text",
    unless: "logo",
    content: "{{issuerName}}",
    x: left,
    y: 62,
    width: mainWidth,
    height: 46,
    verticalAlign: "top",
    ...text,
    weight: "bold",
    size: 17,
    minSize: 9,
    maxLines: 2,
  },
  { type: "rectangle", x: left, y: 176, width: 36, height: 3, fill: green },
  {
    type: "text",
    ...phrases.achievement,
    x: left,
    y: 188,
    width: mainWidth,
    height: 18,
    verticalAlign: "middle",
    ...text,
    size: 11.5,
    colour: green,
  },
  {
    type: "text",
    content: "{{recipientName}}",
    x: left,
    y: 224,
    width: mainWidth,
    height: 94,
    verticalAlign: "bottom",
    ...text,
    weight: "bold",
    size: 41,
    minSize: 13,
    maxLines: 4,
    lineHeight: 1.14,
    letterSpacing: -0.01,
  },
  {
    type: "text",
    ...phrases.earned,
    x: left,
    y: 332,
    width: mainWidth,
    height: 18,
    verticalAlign: "middle",
    ...text,
    colour: grey,
  },
  {
    type: "text",
    content: "{{title}}",
    x: left,
    y: 355,
    width: mainWidth,
    height: 76,
    verticalAlign: "top",
    ...text,
    size: 23,
    minSize: 10,
    maxLines: 4,
    lineHeight: 1.2,
  },
  { type: "line", onlyIf: "publicFields", x1: left, y1: 450, x2: left + mainWidth, y2: 450, colour: hairline, thickness: 0.8 },
  {
    type: "fields",
    x: left,
    y: 464,
    width: mainWidth,
    height: 72,
    columns: 3,
    columnWidth: 150,
    columnGap: 20,
    rowHeight: 38,
    labelPosition: "above",
    label,
    value,
  },
];

const sideColumn: DesignElement[] = [
  { type: "line", x1: 608, y1: 62, x2: 608, y2: height - 62, colour: hairline, thickness: 0.8 },
  { type: "text", ...phrases.issuedOn, ...side, y: 62, height: 11, verticalAlign: "middle", ...label },
  { type: "text", content: "{{issuedOn}}", ...side, y: 74, height: 16, verticalAlign: "middle", ...value },
  {
    type: "text",
    onlyIf: "expiresOn",
    ...phrases.validUntil,
    ...side,
    y: 106,
    height: 11,
    verticalAlign: "middle",
    ...label,
  },
  { type: "text", content: "{{expiresOn}}", ...side, y: 118, height: 16, verticalAlign: "middle", ...value },
  { type: "text", ...phrases.number, ...side, y: 334, height: 11, verticalAlign: "middle", ...label },
  {
    type: "text",
    content: "{{certificateId}}",
    ...side,
    y: 346,
    height: 30,
    verticalAlign: "top",
    ...value,
    size: 8,
    lineHeight: 1.35,
  },
  { type: "qr", x: side.x - 12, y: 386, size: 116, colour: ink, background: "#ffffff" },
  { type: "text", ...phrases.scan, ...side, y: 502, height: 11, verticalAlign: "middle", ...label },
  {
    type: "text",
    content: "{{verificationUrl}}",
    ...side,
    y: 513,
    height: 32,
    verticalAlign: "top",
    ...label,
    size: 7,
    minSize: 4,
    maxLines: 6,
    colour: ink,
    lineHeight: 1.3,
  },
];

/** Clean and contemporary, for courses and professional training. */
export const modernMinimal: BuiltInTemplate = {
  id: "c3f1a6d2-5b0e-4d49-8a27-7e61f0b9d8c4",
  slug: "modern-minimal",
  name: "Modern Minimal",
  description: "Quiet, contemporary certificate with plenty of white space.",
  isPremium: false,
  metadataSchema: {
    fields: [
      { key: "identification_no", label: "Identification No.", type: "text", visibility: "private" },
      { key: "instructor", ...labels.instructor, type: "text", visibility: "public" },
      { key: "duration", ...labels.duration, type: "text", visibility: "public" },
      { key: "grade", ...labels.grade, type: "text", visibility: "public" },
    ],
  },
  design: { page: { size: "A4", orientation: "landscape" }, elements: [...main, ...sideColumn] },
};
