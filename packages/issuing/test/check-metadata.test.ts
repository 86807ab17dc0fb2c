import type { Json } from "@attestry/certificate/canonical-json";
import type { FieldType } from "@attestry/certificate/metadata-schema";
import { expect, test } from "vitest";
import { findMetadataProblems } from "../src/check-metadata.ts";
import { MetadataSchemaInput } from "../src/metadata-schema-input.ts";
import { toPublicFields } from "../src/public-fields.ts";

type Members = { [key: string]: Json };

function judge(type: FieldType, value: Json, changes = {}): string | undefined {
  const field = { key: "f", label: "F", type, visibility: "public" as const, ...changes };
  const problems = findMetadataProblems({ fields: [field] }, { publicMetadata: { f: value }, privateMetadata: {} });
  return problems[0]?.message;
}

test.each<[FieldType, Json[]]>([
  ["text", ["x", ""]],
  ["number", [0, -1.5, 1e300]],
  ["boolean", [true, false]],
  ["date", ["2026-05-10", "2024-02-29"]],
  ["url", ["https://example.com/a?b=c", "http://localhost"]],
  ["email", ["aina@example.com"]],
  ["choice", ["Pass"]],
])("%s takes what it is for, and null for nothing", (type, values) => {
  for (const value of [...values, null]) expect(judge(type, value, { options: ["Pass"] })).toBeUndefined();
});

test.each<[FieldType, Json[]]>([
  ["text", [1, true, [], {}]],
  ["number", ["1", "", true, [1]]],
  ["boolean", ["true", 0, {}]],
  ["date", ["2026-02-30", "2026-05-10T00:00:00Z", "10.05.2026", 20260510, ""]],
  ["url", ["javascript:alert(1)", "ftp://example.com", "example.com", "https://exa mple.com", "data:text/html,x", 1]],
  ["url", [`https://example.com/${"x".repeat(2000)}`]],
  ["email", ["aina", "a@b", "a@example.com,b@example.com", 1]],
  ["choice", ["pass", "Pass ", 1, ["Pass"], "constructor"]],
])("%s refuses the rest", (type, values) => {
  for (const value of values) expect(judge(type, value, { options: ["Pass"] }), JSON.stringify(value)).toBeTruthy();
});

test("a number written as a text is told what it should be", () => {
  expect(judge("number", "6")).toBe("must be a JSON number, without quotes");
});

const schema = {
  fields: [
    { key: "grade", label: "Grade", type: "text", visibility: "public", required: true },
    { key: "passport", label: "Passport", type: "text", visibility: "private", required: true },
  ],
} as const;
const find = (publicMetadata: Members, privateMetadata: Members, strict = false) =>
  findMetadataProblems({ fields: [...schema.fields], strict }, { publicMetadata, privateMetadata }).map(
    ({ path, message }) => `${path} ${message}`,
  );

test("a required field must be there and say something", () => {
  const missing = ["publicMetadata.grade is required", "privateMetadata.passport is required"];
  for (const value of [undefined, null, "", "  "]) {
    const given: Members = value === undefined ? {} : { grade: value };
    expect(find(given, value === undefined ? {} : { passport: value })).toEqual(missing);
  }
  expect(find({ grade: "A" }, { passport: "1" })).toEqual([]);
});

test("a field in the other place is refused there", () => {
  expect(find({ grade: "A", passport: "1" }, {})).toEqual([
    "publicMetadata.passport is a private field of this template: send it in privateMetadata",
  ]);
  expect(find({}, { grade: "A", passport: "1" })).toEqual([
    "privateMetadata.grade is a public field of this template: send it in publicMetadata",
  ]);
});

test("what is not declared is kept, unless the template is strict", () => {
  const [open, closed] = [
    { grade: "A", extra: 1 },
    { passport: "1", toString: 1 },
  ];
  expect(find(open, closed)).toEqual([]);
  expect(find(open, closed, true)).toEqual([
    "publicMetadata.extra is not a field of this template",
    "privateMetadata.toString is not a field of this template",
  ]);
});

test("a declared schema keeps what is set and nothing else", () => {
  const field = { key: "grade", label: " Grade ", type: "text", visibility: "public" };
  expect(MetadataSchemaInput.parse({ fields: [{ ...field, required: false }], strict: false })).toEqual({
    fields: [{ ...field, label: "Grade" }],
  });
  const full = { ...field, label: "Grade", type: "choice", required: true, options: ["A"], labels: { ms: "Gred" } };
  expect(MetadataSchemaInput.parse({ fields: [full], strict: true })).toEqual({ fields: [full], strict: true });
});

const field = { key: "grade", label: "Grade", type: "text", visibility: "public" };
test.each<[string, unknown]>([
  ["51 fields", Array.from({ length: 51 }, (_, index) => ({ ...field, key: `f${index}` }))],
  ["two fields of one key", [field, field]],
  ["options for a text", [{ ...field, options: ["A"] }]],
  ["a choice without options", [{ ...field, type: "choice" }]],
  ["a choice of nothing", [{ ...field, type: "choice", options: [] }]],
  ["the same option twice", [{ ...field, type: "choice", options: ["A", "A"] }]],
  ["101 options", [{ ...field, type: "choice", options: Array.from({ length: 101 }, (_, index) => `${index}`) }]],
  ["a type there is not", [{ ...field, type: "html" }]],
  ["a key with a space", [{ ...field, key: "a b" }]],
  ["a key named constructor", [{ ...field, key: "constructor" }]],
  ["a key named __proto__", [{ ...field, key: "__proto__" }]],
  ["a key of 65 characters", [{ ...field, key: "k".repeat(65) }]],
  ["a label of nothing", [{ ...field, label: "\u200b" }]],
  ["a label in no language", [{ ...field, labels: { malay: "Gred" } }]],
  [
    "21 labels",
    [{ ...field, labels: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`a${String.fromCharCode(97 + i)}`, "x"])) }],
  ],
  ["a member more", [{ ...field, pattern: "(a+)+" }]],
])("%s is refused", (_name, fields) => {
  expect(MetadataSchemaInput.safeParse({ fields }).success).toBe(false);
});

test("a label follows the locale, from the particular to the general, and stays the own one otherwise", () => {
  const fields = [{ ...field, labels: { ar: "الدرجة", "ar-EG": "التقدير" } }];
  const declared = MetadataSchemaInput.parse({ fields }).fields;
  const labelFor = (locale: string) => toPublicFields(declared, { grade: "A" }, locale)[0]?.label;
  expect([labelFor("ar-EG"), labelFor("ar-MA"), labelFor("ar"), labelFor("ms")]).toEqual([
    "التقدير",
    "الدرجة",
    "الدرجة",
    "Grade",
  ]);
});

test("a date is printed in the certificate's language, a yes or no as a sign, anything else as it was sent", () => {
  const declare = (key: string, type: "date" | "boolean" | "number") => ({
    key,
    label: key,
    type,
    visibility: "public" as const,
  });
  const fields = [declare("on", "date"), declare("passed", "boolean"), declare("hours", "number")];
  const print = (locale: string) =>
    toPublicFields(fields, { on: "2026-05-10", passed: true, hours: 40.5 }, locale).map(({ value }) => value);
  expect(print("en")).toEqual(["10 May 2026", "✓", "40.5"]);
  expect(print("ms")).toEqual(["10 Mei 2026", "✓", "40.5"]);
});
