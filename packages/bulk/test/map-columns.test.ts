import type { MetadataSchema } from "@attestry/certificate/metadata-schema";
import { findMetadataProblems } from "@attestry/issuing/check-metadata";
import { IssueInput } from "@attestry/issuing/issue-input";
import { expect, test } from "vitest";
import { mapColumns } from "../src/map-columns.ts";
import { locateIssue, readRow } from "../src/read-row.ts";

const schema: MetadataSchema = {
  fields: [
    { key: "grade", label: "Grade", labels: { de: "Note", fr: "Mention" }, type: "number", visibility: "public" },
    { key: "passport", label: "Passport No.", type: "text", visibility: "private" },
    { key: "passed", label: "Passed", type: "boolean", visibility: "public" },
    { key: "venue", label: "Place", labels: { de: "Ort" }, type: "text", visibility: "public" },
    { key: "town", label: "Town", labels: { de: "Ort" }, type: "text", visibility: "public" },
  ],
};
const required = ["name", "E-Mail", "title"];
const map = (header: string[], mapping: { [header: string]: string | null } = {}, hasTitle = false) =>
  mapColumns(header, { schema, mapping, hasTitle, line: 1 });
const paths = (header: string[], mapping = {}) => map(header, mapping).columns.map(({ target }) => target?.path ?? null);
const told = (header: string[], mapping = {}) =>
  map(header, mapping).issues.map(({ column, path, message }) => `${column ?? path}: ${message}`);

test("columns are known by canonical names, keys, labels in every language and usual names", () => {
  expect(paths(["RECIPIENT_NAME", "e-mail address", "Course", "valid until", "NOTE", "passport no", "publicMetadata.x"])).toEqual(
    [
      "recipientName",
      "recipientEmail",
      "title",
      "expiresAt",
      "publicMetadata.grade",
      "privateMetadata.passport",
      "publicMetadata.x",
    ],
  );
});

test("a mapping wins, and null leaves a column out", () => {
  expect(told([...required, "Remarks", "Score"], { Remarks: null, Score: "grade" })).toEqual([]);
  expect(paths(["name", "Score"], { name: "venue", Score: "grade" })).toEqual(["publicMetadata.venue", "publicMetadata.grade"]);
});

test("an unknown column is told even where too many are unknown to suggest a field for each", () => {
  const { issues } = map([...required, ...Array.from({ length: 100 }, (_, index) => `Garde ${"!".repeat(index + 1)}`), "venu"]);
  expect(issues).toHaveLength(101);
  expect(issues.at(-1)).toMatchObject({ column: "venu", message: expect.stringMatching(/^is not a known column: /) });
});

test("what no mapping made clear is told by column", () => {
  expect(told([...required, "name"])).toEqual([
    expect.stringMatching(/^name: has two columns of the same name, name: rename one/),
  ]);
  expect(told([...required, "Full Name"])).toEqual([expect.stringMatching(/^Full Name: has two columns, name and Full Name/)]);
  expect(told([...required, "Garde"])).toEqual([expect.stringMatching(/^Garde: is not a known column \(did you mean grade\?\)/)]);
  expect(told([...required, "Ort"])).toEqual([
    expect.stringMatching(/could be any of publicMetadata.venue, publicMetadata.town/),
  ]);
  expect(told(required, { Score: "grade" })).toEqual(["Score: names a column that the file does not have"]);
  expect(told([...required, "x"], { x: "nothing" })).toEqual(["x: is mapped to nothing, which is no field"]);
  expect(told([...required, "publicMetadata.__proto__"])).toEqual([expect.stringMatching(/not a known column/)]);
  expect(told([...required, "__proto__", "constructor"])).toHaveLength(2);
  expect(told([])).toEqual(["recipientName", "recipientEmail", "title"].map((path) => `${path}: is required and has no column`));
  expect(map(["name", "email"], {}, true).issues).toEqual([]);
});

const read = (header: string[], cells: string[], defaults = {}) =>
  readRow({ line: 7, cells }, map(header).columns, defaults).input;

test("cells become values of their field's type, and what is not clear stays text", () => {
  const numbers = ["12.5", "12,5", "-3", "1,234", "1.234", "0.125", "0,125", "1.234,5", "12 h", "0x1f"].map(
    (cell) => read(["grade"], [cell]).publicMetadata.grade,
  );
  expect(numbers).toEqual([12.5, 12.5, -3, "1,234", "1.234", 0.125, 0.125, "1.234,5", "12 h", "0x1f"]);
  const booleans = ["TRUE", "yes", "1", "no", "0", "x"].map((cell) => read(["passed"], [cell]).publicMetadata.passed);
  expect(booleans).toEqual([true, true, true, false, false, "x"]);
  expect(read(["issued", "expires"], ["2026-05-10", "10.05.2026"])).toMatchObject({
    issuedAt: "2026-05-10T00:00:00.000Z",
    expiresAt: "10.05.2026",
  });
});

test("an empty cell is not sent, and a default stands in for it", () => {
  expect(read(["name", "locale", "title"], [" ", "", ""], { title: "First Aid" })).toEqual({
    title: "First Aid",
    publicMetadata: {},
    privateMetadata: {},
  });
});

test("a value in a column without a name is an issue", () => {
  const { columns } = map([...required, ""]);
  expect(readRow({ line: 7, cells: ["a", "b", "c", "d"] }, columns, {}).issues).toEqual([
    { path: "", message: "Column 4 has a value but no name.", line: 7, column: "" },
  ]);
  expect(readRow({ line: 7, cells: ["a", "b", "c", ""] }, columns, {}).issues).toEqual([]);
});

test("the issues of a row carry its line and the column's own name", () => {
  const { columns } = map([...required, "Note", "issued"]);
  const { input } = readRow({ line: 7, cells: ["Aina", "aina", "T", "1,234", "10.05.2026"] }, columns, {});
  const parsed = IssueInput.safeParse(input);
  const shape = (parsed.error?.issues ?? []).map(({ path, message }) => ({ path: path.join("."), message }));
  const issues = [...shape, ...findMetadataProblems(schema, input)].map((issue) => locateIssue(issue, columns, 7));
  expect(issues.map(({ line, column, message }) => [line, column, message])).toEqual([
    [7, "E-Mail", "must be an e-mail address, such as name@example.com"],
    [7, "issued", expect.stringMatching(/must be a date such as 2026-05-10, or/)],
    [7, "Note", "must be a number such as 12.5, without separators of thousands: 1.234 could be either"],
  ]);
});
