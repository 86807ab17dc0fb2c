// What a template looks like: a bounded, logic-less description that no PDF library has a part in. It must never hold code or markup.

import { Locale } from "@attestry/certificate/locale";
import { z } from "zod";

/**
 * Units are points (1/72 inch). The origin is the top left corner of the page, x grows to the right and y grows downwards.
 * The background is painted first, then the elements in the order of the list.
 */
const Coordinate = z.number().min(-200).max(1400);
const Length = z.number().min(0).max(1400);
const Thickness = z.number().min(0.05).max(100);
const Colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, "must be a colour like #1a2b3c");

/** A placeholder's name, or `logo`, or `publicFields`: the element is drawn only if (or unless) that is present and not empty. */
const Condition = z.string().regex(/^[^{}\s]{1,100}$/);
const conditions = {
  onlyIf: Condition.optional().meta({
    description: "Drawn only if there is such a thing: a placeholder's name, logo or publicFields.",
  }),
  unless: Condition.optional().meta({ description: "Drawn only if there is no such thing." }),
};
const box = { x: Coordinate, y: Coordinate, width: Length, height: Length };
const paint = { fill: Colour.optional(), stroke: Colour.optional(), thickness: Thickness.optional() };
const Align = z.enum(["left", "center", "right"]);

/** An uploaded file of the template's own organization and environment, by the SHA-256 of its bytes. */
const Asset = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "must be the id of an asset: 64 lower-case hexadecimal digits")
  .meta({ description: "The id of an uploaded asset." });
/** `stretch` fills the box and may distort, `contain` shows all of the picture, `cover` fills the box and may cut the picture's edges. */
const Fit = z
  .enum(["stretch", "contain", "cover"])
  .meta({ description: "Fill the box and distort, show all of the picture, or fill the box and cut the edges." });

/**
 * How text looks. It is drawn as large as `size`, and shrunk or wrapped, down to `minSize` and up to `maxLines`, until it fits.
 * `letterSpacing` and `lineHeight` are multiples of the size. `italic` exists for the regular serif face only and is ignored elsewhere.
 */
export const TextStyle = z.strictObject({
  family: z.enum(["sans", "serif"]),
  weight: z.enum(["regular", "bold"]),
  italic: z.boolean().optional(),
  size: z.number().min(4).max(200).meta({ description: "As large as the text is drawn if it fits." }),
  minSize: z.number().min(4).max(200).meta({ description: "As small as it is made until it fits." }),
  maxLines: z.int().min(1).max(20).meta({ description: "As many lines as it is wrapped to until it fits." }),
  lineHeight: z.number().min(0.8).max(3).optional(),
  letterSpacing: z.number().min(-0.1).max(0.5).optional(),
  align: Align,
  colour: Colour,
});
export type TextStyle = z.infer<typeof TextStyle>;

const RectangleElement = z.strictObject({
  type: z.literal("rectangle"),
  ...conditions,
  ...box,
  ...paint,
  radius: Length.optional(),
});
export type RectangleElement = z.infer<typeof RectangleElement>;

const LineElement = z.strictObject({
  type: z.literal("line"),
  ...conditions,
  x1: Coordinate,
  y1: Coordinate,
  x2: Coordinate,
  y2: Coordinate,
  colour: Colour,
  thickness: Thickness,
});
export type LineElement = z.infer<typeof LineElement>;

const PolygonElement = z.strictObject({
  type: z.literal("polygon"),
  ...conditions,
  points: z
    .array(z.tuple([Coordinate, Coordinate]))
    .min(3)
    .max(64),
  ...paint,
});
export type PolygonElement = z.infer<typeof PolygonElement>;

/** `x` and `y` are the centre. */
const CircleElement = z.strictObject({
  type: z.literal("circle"),
  ...conditions,
  x: Coordinate,
  y: Coordinate,
  radius: Length,
  ...paint,
});
export type CircleElement = z.infer<typeof CircleElement>;

/**
 * Fine engraved lines. `frame` runs a woven band, `depth` deep, round the inside of the box; `band` fills the box with one;
 * `rosette` fills it with a round figure. `strands` curves are drawn, with `waves` waves each (along the longest side).
 */
const OrnamentElement = z.strictObject({
  type: z.literal("ornament"),
  ...conditions,
  pattern: z.enum(["frame", "band", "rosette"]),
  ...box,
  depth: z.number().min(1).max(200),
  strands: z.int().min(1).max(24),
  waves: z.int().min(2).max(80),
  colour: Colour,
  thickness: Thickness,
});
export type OrnamentElement = z.infer<typeof OrnamentElement>;

const Content = z
  .string()
  .max(2000)
  .meta({ description: "Text with placeholders such as {{recipientName}} or {{public.venue}}." });
const mostVariants = 20;

/**
 * `content` may hold placeholders such as `{{recipientName}}`; a line break in it is kept, one in a value is not. `variants` are the
 * content in other languages: a certificate of the locale `ar-EG` gets that of `ar-EG`, else that of `ar`, else `content`.
 */
const TextElement = z.strictObject({
  type: z.literal("text"),
  ...conditions,
  content: Content,
  variants: z
    .record(Locale, Content, "must be texts, each named by a language tag such as ms or ar-EG")
    .refine((variants) => Object.keys(variants).length <= mostVariants, `must be at most ${mostVariants} texts`)
    .meta({ description: "The content in other languages, by language tag.", maxProperties: mostVariants })
    .optional(),
  ...box,
  verticalAlign: z.enum(["top", "middle", "bottom"]),
  ...TextStyle.shape,
});
export type TextElement = z.infer<typeof TextElement>;

/** The issuer's logo, as large as the box allows without distortion; nothing if there is none. */
const LogoElement = z.strictObject({
  type: z.literal("logo"),
  ...conditions,
  ...box,
  align: Align,
});
export type LogoElement = z.infer<typeof LogoElement>;

/**
 * An uploaded picture, or the first page of an uploaded PDF. `align` says where in the box it lies when it is narrower (`contain`), or
 * which edge of it is kept when it is wider (`cover`); it does nothing for `stretch`. From top to bottom the middle is kept.
 */
const ImageElement = z.strictObject({
  type: z.literal("image"),
  ...conditions,
  asset: Asset,
  ...box,
  fit: Fit,
  align: Align.meta({
    description: "The edge it lies at when it is narrower than the box (contain), or that is kept when it is wider (cover).",
  }),
});
export type ImageElement = z.infer<typeof ImageElement>;

/** A QR code of the verification URL. The quiet zone of four modules is inside `size`. */
const QrElement = z.strictObject({
  type: z.literal("qr"),
  ...conditions,
  x: Coordinate,
  y: Coordinate,
  size: z.number().min(50).max(400),
  colour: Colour,
  background: Colour,
});
export type QrElement = z.infer<typeof QrElement>;

/**
 * The public fields that are not empty, in the template's order, in as many columns as there are fields, up to `columns`.
 * `label.size` and so on work as for text. `rule` is a line between value and label, or below the pair if the label is to the left.
 */
const FieldsElement = z.strictObject({
  type: z.literal("fields"),
  ...conditions,
  ...box,
  columns: z.int().min(1).max(6),
  columnWidth: Length,
  columnGap: Length,
  rowHeight: z.number().min(8).max(200),
  labelPosition: z.enum(["above", "below", "left"]),
  label: TextStyle,
  value: TextStyle,
  rule: z.strictObject({ colour: Colour, thickness: Thickness }).optional(),
});
export type FieldsElement = z.infer<typeof FieldsElement>;

export const DesignElement = z.discriminatedUnion("type", [
  RectangleElement,
  LineElement,
  PolygonElement,
  CircleElement,
  OrnamentElement,
  TextElement,
  LogoElement,
  ImageElement,
  QrElement,
  FieldsElement,
]);
export type DesignElement = z.infer<typeof DesignElement>;

const PageLength = z.number().min(100).max(1400);

/**
 * In portrait A3 is 841.89 by 1190.55, A4 595.28 by 841.89, A5 419.53 by 595.28, Letter 612 by 792 and Legal 612 by 1008; landscape
 * swaps the two. A size of one's own has its width and height as they are, and no orientation.
 */
const Page = z.union(
  [
    z.strictObject({
      size: z.enum(["A3", "A4", "A5", "Letter", "Legal"]),
      orientation: z.enum(["landscape", "portrait"]),
    }),
    z.strictObject({
      size: z.strictObject({ width: PageLength, height: PageLength }),
      orientation: z.never().optional().meta({ type: "null", description: "Never there: width and height say it." }),
    }),
  ],
  "must be a size (A3, A4, A5, Letter, Legal) with an orientation, or a size of 100 to 1400 by 100 to 1400 points without one",
);

/** A template's design, as it is stored with a template version. `locale` is the language of its own texts: English if missing. */
export const Design = z.strictObject({
  page: Page,
  locale: Locale.optional().meta({ description: "The language of the design's own texts; English if missing." }),
  background: z.strictObject({ asset: Asset, fit: Fit }).optional().meta({ description: "Painted first, over the whole page." }),
  elements: z.array(DesignElement).min(1).max(120),
});
export type Design = z.infer<typeof Design>;
