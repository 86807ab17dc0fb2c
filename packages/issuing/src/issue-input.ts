import { certificateIdPattern, isReachableId } from "@attestry/certificate/certificate-id";
import { Locale } from "@attestry/certificate/locale";
import { z } from "zod";
import { Metadata } from "./metadata.ts";
import { Moment } from "./moment.ts";
import { emailPattern, line } from "./text-fields.ts";

/** One certificate as its issuer asks for it [seed]. Times leave in UTC with milliseconds. */
export const IssueInput = z
  .strictObject({
    certificateId: z
      .string()
      .regex(certificateIdPattern, "must be 1 to 64 of the characters A-Z a-z 0-9 . _ -")
      .refine(isReachableId, "is reserved: its verification page could not be reached")
      .optional()
      .meta({ description: "Unique in the organization and environment; generated when missing.", example: "CX-CLIENT-0001" }),
    templateId: z
      .guid("must be a uuid or null")
      .transform((id) => id.toLowerCase())
      .nullable()
      .default(null)
      .meta({ description: "Null is the default template.", example: "8e884cad-6a34-4f15-9d6d-0c2798d4d002" }),
    recipientName: line(200).meta({ description: "As it is printed and shown.", example: "Aina Rahman" }),
    recipientEmail: z
      .string()
      .trim()
      .max(254, "must be at most 254 characters")
      .pipe(line(254))
      .pipe(z.string().regex(emailPattern, "must be an e-mail address, such as name@example.com"))
      .meta({
        description: "Never printed or shown in public; the certificate's hash binds it by a salted digest.",
        example: "aina.rahman@example.com",
      }),
    title: line(200).meta({ description: "What the certificate is for.", example: "Safety Training Certificate" }),
    issuedAt: Moment.optional().meta({ description: "Defaults to now.", example: "2026-05-10T08:00:00.000Z" }),
    expiresAt: Moment.nullable()
      .default(null)
      .meta({ description: "After `issuedAt`; null never expires.", example: "2027-05-10T08:00:00.000Z" }),
    locale: Locale.optional().meta({
      description:
        "The language the certificate is printed in, if its template has it. Part of the hash when given; else the template's own.",
      example: "ms",
    }),
    publicMetadata: Metadata.default({}).meta({
      description:
        "Printed and shown where the template declares the key; all of it is part of the public record and of the hash.",
      example: { trainer_name: "Certifyx Academy", venue: "Kuala Lumpur" },
    }),
    privateMetadata: Metadata.default({}).meta({
      description: "Stored encrypted, never returned; the certificate's hash binds it by salted digests.",
      example: { identification_no: "900101-14-1234", device_id: "tablet-042" },
    }),
  })
  .meta({ id: "IssueCertificateInput" });
export type IssueInput = z.infer<typeof IssueInput>;
