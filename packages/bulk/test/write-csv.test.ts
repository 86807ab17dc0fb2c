import type { MetadataSchema } from "@attestry/certificate/metadata-schema";
import { findMetadataProblems } from "@attestry/issuing/check-metadata";
import { IssueInput } from "@attestry/issuing/issue-input";
import { MetadataSchemaInput } from "@attestry/issuing/metadata-schema-input";
import { builtInTemplates } from "@attestry/render/built-in-templates";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { removeGuard } from "../src/guard-formula.ts";
import { mapColumns } from "../src/map-columns.ts";
import { readRow } from "../src/read-row.ts";
import { writeCsvLine } from "../src/write-csv.ts";
import { writeCsvSkeleton } from "../src/write-csv-skeleton.ts";
import { readFile } from "./read-file.ts";

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
console.log(`FUZZ_SEED=${seed}`);
const hostile = fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n'\" ,;|＝＋－＠a1é") });

test("every text is read back as it was written, and none begins like a formula", () => {
  const text = fc.oneof(hostile, fc.string({ unit: "grapheme" }));
  const check = (cells: string[]) => {
    const [read = []] = parse(writeCsvLine(cells));
    expect(read.map(removeGuard)).toEqual(cells);
    for (const cell of read) expect(cell).not.toMatch(/^(?:[\t\r]|\s*[=+\-@＝＋－＠])/);
    // Read where another list separator is usual: then quotes within a line are letters, and a line break ends it.
    for (const cell of writeCsvLine(cells)
      .split(/[;|\t\r\n]/)
      .slice(1))
      expect(cell).not.toMatch(/^["\s]*[=+\-@＝＋－＠]/);
  };
  fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), check), { seed, numRuns: 2000 });
});

test.each([
  ["Li;=cmd|' /C calc'!A0;", "\"Li;'=cmd|' /C calc'!A0;\""],
  ["a\t-1", '"a\t\'-1"'],
  ["a;b", '"a;b"'],
])("%j is written so that no list separator makes a formula of it", (text, written) => {
  expect(writeCsvLine([text])).toBe(`${written}\r\n`);
  const [[read] = []] = parse(writeCsvLine([text]));
  expect(removeGuard(read ?? "")).toBe(text);
});

test("numbers, booleans and nothing are written as they are", () => {
  expect(writeCsvLine([-5, 0.5, true, null, "-5"])).toBe("-5,0.5,true,,'-5\r\n");
});

async function readSkeleton(schema: MetadataSchema): Promise<void> {
  const { cells, lines, issues } = await readFile(writeCsvSkeleton(schema));
  expect(issues).toEqual([]);
  expect(cells).toHaveLength(2);
  const [header = [], row = []] = cells;
  const mapped = mapColumns(header, { schema, mapping: {}, hasTitle: false, line: 1 });
  expect(mapped.issues).toEqual([]);
  const { input, issues: ofRow } = readRow({ line: lines[1] ?? 0, cells: row }, mapped.columns, {});
  expect(ofRow).toEqual([]);
  const parsed = IssueInput.parse(input);
  const keys = [...Object.keys(parsed.publicMetadata), ...Object.keys(parsed.privateMetadata)];
  expect(keys.sort()).toEqual(schema.fields.map(({ key }) => key).sort());
  expect(findMetadataProblems({ ...schema, strict: true }, parsed)).toEqual([]);
}

test.each(builtInTemplates.map(({ slug, metadataSchema }) => [slug, metadataSchema] as const))(
  "the skeleton of %s is read without an issue",
  async (_slug, schema) => readSkeleton(schema),
);

const label = fc.oneof(
  fc.constantFrom("Name", "title", "E-mail", "=1+1", "'=x", "a.b", "A b", '"', "-", "privateMetadata.k", "publicMetadata.a"),
  hostile,
  fc.string({ unit: "grapheme", maxLength: 20 }),
);
const key = fc.oneof(
  fc.constantFrom("title", "name", "email", "a.b", "a_b", "ab", "publicMetadata.a", "a"),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,12}$/),
);
const field = fc
  .record({
    key,
    label,
    type: fc.constantFrom("text", "number", "date", "boolean", "url", "email", "choice"),
    visibility: fc.constantFrom("public", "private"),
    required: fc.boolean(),
    labels: fc.dictionary(fc.constantFrom("de", "fr", "ms"), label),
    options: fc.uniqueArray(label, { minLength: 1, maxLength: 3 }),
  })
  .map(({ options, ...rest }) => (rest.type === "choice" ? { ...rest, options } : rest));
const schemas = fc
  .array(field, { maxLength: 8 })
  .map((fields) => fields.flatMap((one) => (MetadataSchemaInput.safeParse({ fields: [one] }).success ? [one] : [])))
  .map((fields) => MetadataSchemaInput.safeParse({ fields }))
  .filter(({ success }) => success)
  .map(({ data }) => data ?? { fields: [] });

test("the skeleton of any template is read without an issue", async () => {
  await fc.assert(fc.asyncProperty(schemas, readSkeleton), { seed, numRuns: 300 });
});
