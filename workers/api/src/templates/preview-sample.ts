import { Locale } from "@attestry/certificate/locale";
import type { Sample } from "@attestry/issuing/make-up-certificate";
import { Metadata } from "@attestry/issuing/metadata";
import { Moment } from "@attestry/issuing/moment";
import { line } from "@attestry/issuing/text-fields";
import { z } from "zod";
import { isPictureWidth, pictureWidths, usualPictureWidth } from "../pictures/widths.ts";

/** What a preview may be told; what is left out is made up. */
export const sampleInput = {
  format: z.enum(["pdf", "png"]).default("pdf").meta({ description: "A PDF, or a picture of its page." }),
  width: z
    .int()
    .refine(isPictureWidth, `must be one of ${pictureWidths.join(", ")}`)
    .default(usualPictureWidth)
    .meta({ description: `Of a picture, in pixels: one of ${pictureWidths.join(", ")}.`, example: usualPictureWidth }),
  recipientName: line(200).optional().meta({ example: "Aina Rahman" }),
  title: line(200).optional().meta({ example: "Safety Training Certificate" }),
  expiresAt: Moment.nullable().optional().meta({ description: "A year from now when missing.", example: null }),
  publicMetadata: Metadata.optional().meta({
    description: "Values of public fields. For those left out one is made up by type.",
    example: { hours: 6 },
  }),
  locale: Locale.optional().meta({ description: "The design's own when missing.", example: "ms" }),
};

type SampleInput = z.infer<z.ZodObject<typeof sampleInput>>;

export function toSample({ recipientName, title, expiresAt, publicMetadata, locale }: SampleInput): Sample {
  return {
    ...(recipientName !== undefined && { recipientName }),
    ...(title !== undefined && { title }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(publicMetadata !== undefined && { publicMetadata }),
    ...(locale !== undefined && { locale }),
  };
}
