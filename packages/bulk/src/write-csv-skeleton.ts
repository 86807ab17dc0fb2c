// Writes a file to begin with: the columns of a template and one example. It must never write what the reader of this package refuses.
import type { FieldType, MetadataField, MetadataSchema } from "@attestry/certificate/metadata-schema";
import { findTarget, indexFields, type KnownFields } from "./find-target.ts";
import { byteOrderMark, type CsvValue, writeCsvLine } from "./write-csv.ts";

const builtIn: [string, string][] = [
  ["certificateId", "EXAMPLE-0001"],
  ["recipientName", "Aina Rahman"],
  ["recipientEmail", "aina.rahman@example.com"],
  ["title", "Safety Training Certificate"],
  ["issuedAt", "2026-05-10"],
  ["expiresAt", "2028-05-10"],
  ["locale", "en"],
];

const exampleByType: Record<FieldType, CsvValue> = {
  text: "Sample",
  number: 12.5,
  date: "2026-05-10",
  boolean: true,
  url: "https://example.com",
  email: "name@example.com",
  choice: "Sample",
};

/** A CSV file with its byte order mark: a line of column names, those of metadata as the template labels them, and an example. */
export function writeCsvSkeleton(schema: MetadataSchema): string {
  const known = indexFields(schema);
  const names = schema.fields.map((field) => chooseName(field, known));
  const examples = schema.fields.map(({ type, options }) => options?.[0] ?? exampleByType[type]);
  const header = writeCsvLine([...builtIn.map(([name]) => name), ...names]);
  return `${byteOrderMark}${header}${writeCsvLine([...builtIn.map(([, example]) => example), ...examples])}`;
}

/** The label if a column of that name is read as this field, else the key, else its whole path. */
function chooseName({ key, label, visibility }: MetadataField, known: KnownFields): string {
  const path = `${visibility}Metadata.${key}`;
  return [label, key].find((name) => findTarget(name, known).target?.path === path) ?? path;
}
