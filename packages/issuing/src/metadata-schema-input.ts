import { Locale } from "@attestry/certificate/locale";
import { FieldType, type MetadataSchema } from "@attestry/certificate/metadata-schema";
import { z } from "zod";
import { line } from "./text-fields.ts";

const most = { fields: 50, options: 100, labels: 20, labelLength: 100 };
const reservedKeys = new Set(["constructor", "prototype"]);

const Labels = z
  .record(Locale, line(most.labelLength), "must be labels, each named by a language tag such as ms or ar-EG")
  .refine((labels) => Object.keys(labels).length <= most.labels, `must be at most ${most.labels} labels`)
  .meta({ description: "The label in other languages.", maxProperties: most.labels });

const Options = z
  .array(line(200))
  .min(1, "must have at least one option")
  .max(most.options, `must be at most ${most.options} options`)
  .refine((options) => new Set(options).size === options.length, "must not name an option twice")
  .meta({ description: "The values a `choice` may have; for no other type." });

const FieldInput = z.strictObject({
  key: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/, "must be a letter and up to 63 of the characters A-Z a-z 0-9 _ . -")
    .refine((key) => !reservedKeys.has(key), "is a reserved name")
    .meta({ description: "The member's name in the metadata.", example: "trainer_name" }),
  label: line(most.labelLength).meta({ description: "What is printed beside the value.", example: "Trainer" }),
  type: FieldType.meta({ example: "text" }),
  visibility: z.enum(["public", "private"]).meta({ description: "Only public fields are printed.", example: "public" }),
  required: z.boolean().optional().meta({ description: "Refuse a certificate without it.", default: false }),
  options: Options.optional(),
  labels: Labels.optional(),
});

/** The metadata a template is to know, as a caller describes it: 50 fields at most, what is not set left out. */
export const MetadataSchemaInput = z
  .strictObject({
    fields: z.array(FieldInput).max(most.fields, `must be at most ${most.fields} fields`),
    strict: z.boolean().optional().meta({ description: "Refuse metadata that no field declares.", default: false }),
  })
  .superRefine(({ fields }, context) => {
    for (const { path, message } of findFieldProblems(fields)) context.addIssue({ code: "custom", path, message });
  })
  .transform(({ fields, strict }): MetadataSchema => ({ fields: fields.map(leaveOutUnset), ...(strict && { strict }) }));

type FieldInput = z.infer<typeof FieldInput>;
type Problem = { path: (string | number)[]; message: string };

function findFieldProblems(fields: FieldInput[]): Problem[] {
  return fields.flatMap(({ key, type, options }, index) => {
    const problems: Problem[] = [];
    if (fields.findIndex((other) => other.key === key) < index)
      problems.push({ path: ["fields", index, "key"], message: "is the key of an earlier field" });
    if ((type === "choice") !== (options !== undefined))
      problems.push({ path: ["fields", index, "options"], message: "must be there for the type choice, and only for it" });
    return problems;
  });
}

function leaveOutUnset({
  key,
  label,
  type,
  visibility,
  required,
  options,
  labels,
}: FieldInput): MetadataSchema["fields"][number] {
  return { key, label, type, visibility, ...(required && { required }), ...(options && { options }), ...(labels && { labels }) };
}
