import type { Design } from "@attestry/render/design";

const text = { family: "sans", weight: "regular", minSize: 6, maxLines: 2, align: "center", colour: "#1d2733" } as const;

/** The smallest design that does its work, for the reference and its `curl` lines. */
export const exampleDesign = {
  page: { size: "A5", orientation: "landscape" },
  elements: [
    { type: "rectangle", x: 14, y: 14, width: 567, height: 391, stroke: "#2f6f5e", thickness: 2 },
    {
      type: "text",
      content: "This certifies that",
      variants: { ms: "Dengan ini disahkan bahawa" },
      x: 60,
      y: 90,
      width: 475,
      height: 24,
      verticalAlign: "middle",
      ...text,
      size: 12,
    },
    {
      type: "text",
      content: "{{recipientName}}",
      x: 60,
      y: 120,
      width: 475,
      height: 60,
      verticalAlign: "middle",
      ...text,
      family: "serif",
      size: 32,
      minSize: 10,
    },
    {
      type: "text",
      content: "{{title}}\n{{public.hours}} hours, {{issuedOn}}",
      x: 60,
      y: 190,
      width: 475,
      height: 50,
      verticalAlign: "middle",
      ...text,
      size: 14,
      maxLines: 3,
    },
    { type: "qr", x: 263, y: 290, size: 70, colour: "#1d2733", background: "#ffffff" },
    {
      type: "text",
      content: "{{certificateId}}",
      x: 60,
      y: 366,
      width: 475,
      height: 14,
      verticalAlign: "middle",
      ...text,
      size: 8,
    },
  ],
} satisfies Design;

export const exampleMetadataSchema = {
  fields: [
    { key: "hours", label: "Hours", type: "number", visibility: "public", required: true },
    {
      key: "grade",
      label: "Grade",
      type: "choice",
      visibility: "public",
      options: ["Pass", "Distinction"],
      labels: { ms: "Gred" },
    },
    { key: "identification_no", label: "Identification No.", type: "text", visibility: "private" },
  ],
};
