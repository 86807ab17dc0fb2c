// Letter landscape with facets in two corners: for companies and conferences.
import type { BuiltInTemplate } from "../built-in-template.ts";
import type { DesignElement, TextStyle } from "../design.ts";
import { labels } from "./labels.ts";
import { phrases } from "./phrases.ts";

const indigo = "#27306b";
const blue = "#3f51a3";
const sky = "#c9d1f0";
const copper = "#c1703c";
const ink = "#1e2130";
const grey = "#686d80";

const [width, height] = [792, 612];
const [left, right] = [96, width - 96];
const centred = { x: left, width: right - left };

const text: TextStyle = {
  family: "sans",
  weight: "regular",
  size: 12,
  minSize: 8,
  maxLines: 1,
  align: "center",
  colour: ink,
};
const small: TextStyle = { ...text, size: 8, minSize: 5, align: "left", colour: grey, lineHeight: 1.35 };

type Corner = (x: number, y: number) => [number, number];
const topLeft: Corner = (x, y) => [x, y];
const bottomRight: Corner = (x, y) => [width - x, height - y];

/** Each facet reaches beneath the one painted after it: edges that only met would let the paper through as a hairline. */
const facets: DesignElement[] = [topLeft, bottomRight].flatMap((at) => [
  { type: "polygon", points: [at(318, 0), at(404, 0), at(228, 47.5), at(216, 47.5)], fill: sky },
  { type: "polygon", points: [at(230, 0), at(330, 0), at(125, 95), at(110, 95)], fill: blue },
  { type: "polygon", points: [at(0, 175), at(110, 95), at(125, 95), at(0, 262)], fill: copper },
  { type: "polygon", points: [at(0, 0), at(250, 0), at(0, 190)], fill: indigo },
]);

/** Formal without a border; bold facets in the corners. */
export const summit: BuiltInTemplate = {
  id: "e27a40b8-1c6d-4f35-9be8-60d4a7f35c12",
  slug: "summit",
  name: "Summit",
  description: "Confident corporate certificate with faceted corners, on Letter paper.",
  isPremium: false,
  metadataSchema: {
    fields: [
      { key: "identification_no", label: "Identification No.", type: "text", visibility: "private" },
      { key: "programme", ...labels.programme, type: "text", visibility: "public" },
      { key: "location", ...labels.location, type: "text", visibility: "public" },
      { key: "signatory", ...labels.signedBy, type: "text", visibility: "public" },
    ],
  },
  design: {
    page: { size: "Letter", orientation: "landscape" },
    elements: [
      { type: "rectangle", x: 0, y: 0, width, height, fill: "#ffffff" },
      ...facets,
      { type: "logo", x: width - 64 - 200, y: 48, width: 200, height: 50, align: "right" },
      {
        type: "text",
        content: "{{issuerName}}",
        onlyIf: "logo",
        x: 420,
        y: 104,
        width: width - 64 - 420,
        height: 18,
        verticalAlign: "middle",
        ...text,
        align: "right",
        size: 10.5,
        minSize: 6,
        maxLines: 2,
        colour: ink,
      },
      {
        type: "text",
        content: "{{issuerName}}",
        unless: "logo",
        x: 420,
        y: 48,
        width: width - 64 - 420,
        height: 50,
        verticalAlign: "top",
        ...text,
        align: "right",
        weight: "bold",
        size: 16,
        maxLines: 2,
        colour: indigo,
      },
      {
        type: "text",
        ...phrases.certificate,
        ...centred,
        y: 168,
        height: 44,
        verticalAlign: "middle",
        ...text,
        family: "sans",
        weight: "bold",
        size: 30,
        colour: indigo,
        letterSpacing: 0.16,
      },
      {
        type: "text",
        ...phrases.presentedTo,
        ...centred,
        y: 216,
        height: 20,
        verticalAlign: "middle",
        ...text,
        colour: grey,
      },
      {
        type: "text",
        content: "{{recipientName}}",
        ...centred,
        y: 240,
        height: 74,
        verticalAlign: "middle",
        ...text,
        family: "serif",
        size: 40,
        minSize: 12,
        maxLines: 4,
        lineHeight: 1.15,
      },
      { type: "rectangle", x: width / 2 - 30, y: 326, width: 60, height: 2.4, fill: copper },
      {
        type: "text",
        ...phrases.recognition,
        ...centred,
        y: 338,
        height: 20,
        verticalAlign: "middle",
        ...text,
        colour: grey,
      },
      {
        type: "text",
        content: "{{title}}",
        ...centred,
        y: 362,
        height: 56,
        verticalAlign: "middle",
        ...text,
        weight: "bold",
        size: 21,
        minSize: 9,
        maxLines: 3,
        lineHeight: 1.2,
        colour: indigo,
      },
      {
        type: "fields",
        ...centred,
        y: 428,
        height: 40,
        columns: 4,
        columnWidth: 170,
        columnGap: 24,
        rowHeight: 36,
        labelPosition: "above",
        label: { ...small, align: "center" },
        value: { ...text, size: 11, minSize: 5.5, maxLines: 2, lineHeight: 1.15 },
      },
      { type: "qr", x: 58, y: 474, size: 88, colour: ink, background: "#ffffff" },
      {
        type: "text",
        ...phrases.issuedOnDate,
        x: 156,
        y: 484,
        width: 240,
        height: 16,
        verticalAlign: "middle",
        ...text,
        align: "left",
        size: 10,
      },
      {
        type: "text",
        onlyIf: "expiresOn",
        ...phrases.validUntilDate,
        x: 156,
        y: 500,
        width: 240,
        height: 16,
        verticalAlign: "middle",
        ...text,
        align: "left",
        size: 10,
      },
      {
        type: "text",
        ...phrases.numberAndVerifyAt,
        x: 156,
        y: 520,
        width: 330,
        height: 36,
        verticalAlign: "top",
        ...small,
        size: 7.5,
        minSize: 4,
        maxLines: 4,
      },
    ],
  },
};
