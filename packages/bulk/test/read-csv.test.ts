import { ApiError } from "@attestry/certificate/api-error";
import { expect, test } from "vitest";
import { decodeCsv } from "../src/decode-csv.ts";
import { openCsv } from "../src/read-csv.ts";
import { readFile } from "./read-file.ts";

const latin = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
const utf16 = (text: string) => Uint8Array.from(Buffer.from(`\ufeff${text}`, "utf16le"));
const big = (text: string) => Uint8Array.from(Buffer.from(`\ufeff${text}`, "utf16le").swap16());

const names = ["Aina Rahman", "Зоя", "Ελένη", "عائشة", "שרה", "आरती", "ณัฐ", "佐藤", "김민준", "王小明", "ანა", "Անի", "Ọlá 😀"];

test("names in thirteen scripts are read as they were written, in UTF-8 and in UTF-16 of both orders", async () => {
  const text = ["name\tnote", ...names.map((name) => `${name}\tx`)].join("\r\n");
  const expected = [["name", "note"], ...names.map((name) => [name, "x"])];
  for (const [bytes, encoding] of [
    [new TextEncoder().encode(text), "utf-8"],
    [utf16(text), "utf-16le"],
    [big(text), "utf-16be"],
  ] as const) {
    expect(await readFile(bytes)).toEqual({
      encoding,
      cells: expected,
      lines: expected.map((_, index) => index + 1),
      issues: [],
    });
  }
});

test("a character that two pieces share is whole", async () => {
  for (let shift = 0; shift < 4; shift++) {
    const long = `${"x".repeat(shift)}${"😀".repeat(40_000)}`;
    expect((await readFile(`a,b\r\n"${long}",1\r\n2,3`)).cells).toEqual([
      ["a", "b"],
      [long, "1"],
      ["2", "3"],
    ]);
  }
});

test("a German Excel's file in Windows-1252 is read", async () => {
  const read = await readFile(latin("Name;Straße\r\nJörg Müller;\x80 5\r\n"));
  expect(read).toMatchObject({ encoding: "windows-1252", issues: [] });
  expect(read.cells).toEqual([
    ["Name", "Straße"],
    ["Jörg Müller", "€ 5"],
  ]);
  expect((await readFile(latin("a\né"), "ISO-8859-1")).cells).toEqual([["a"], ["é"]]);
});

test("a character of two bytes that two pieces share is whole, and an older encoding is not found out", async () => {
  const bytes = latin(`a\n${"x".repeat(65_533)}\xcd\xf5\n`);
  expect((await readFile(bytes, "GB18030")).cells).toEqual([["a"], [`${"x".repeat(65_533)}王`]]);
  expect((await readFile(latin("a\n\xcf\xee"))).cells).toEqual([["a"], ["Ïî"]]);
  expect((await readFile(latin("a\n\xcf\xee"), "windows-1251")).cells).toEqual([["a"], ["По"]]);
});

test.each<[string, string, string[][], number[]]>([
  [
    "commas and line breaks in quotes",
    'a,b\r\n"x, y","1\r\n2"\r\n3,"say ""hi"""\r\n',
    [
      ["a", "b"],
      ["x, y", "1\n2"],
      ["3", 'say "hi"'],
    ],
    [1, 2, 4],
  ],
  [
    "lines that end with CR",
    "a,b\r1,2\r3,4\r",
    [
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
    ],
    [1, 2, 3],
  ],
  [
    "sep=;",
    "sep=;\r\na;b\r\n1,5;2\r\n",
    [
      ["a", "b"],
      ["1,5", "2"],
    ],
    [2, 3],
  ],
  [
    "a mark before a header in quotes",
    '\ufeff"a","b"\n1,2',
    [
      ["a", "b"],
      ["1", "2"],
    ],
    [1, 2],
  ],
  [
    "empty lines and rows",
    "\n\na;b\n\n1;2\n;\n3\n ; \n\n\n",
    [
      ["a", "b"],
      ["1", "2"],
      ["3", ""],
    ],
    [3, 5, 7],
  ],
  [
    "empty cells beyond the header",
    "a,b\n1,2,,,\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
    [1, 2],
  ],
  [
    "bars",
    "a|b,c|d\n1|2|3",
    [
      ["a", "b,c", "d"],
      ["1", "2", "3"],
    ],
    [1, 2],
  ],
  [
    "delimiters in a header's quotes",
    '"a,b,c";d\n1;2',
    [
      ["a,b,c", "d"],
      ["1", "2"],
    ],
    [1, 2],
  ],
  [
    "white space round quotes",
    'a, "b"\n1, "x, y" \n',
    [
      ["a", "b"],
      ["1", "x, y"],
    ],
    [1, 2],
  ],
])("%s: cells and the lines on which their rows begin", async (_name, text, cells, lines) => {
  expect(await readFile(text)).toEqual({ encoding: "utf-8", cells, lines, issues: [] });
});

test("a given delimiter wins", async () => {
  expect((await readFile("a,b;c\n1,2;3", null, ";")).cells).toEqual([
    ["a,b", "c"],
    ["1,2", "3"],
  ]);
});

test.each<[string, Uint8Array | string, string | null, RegExp, number | undefined]>([
  ["an empty file", "", null, /empty/, undefined],
  ["a file of blank lines", "\n\n", null, /empty/, undefined],
  ["only a header", "a,b\n", null, /no row/, undefined],
  ["an XLSX file", "PK\u0003\u0004xx", null, /XLSX.*save it as CSV/, undefined],
  ["an XLS file", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1]), null, /XLS/, undefined],
  ["a gzip file", Uint8Array.from([0x1f, 0x8b, 8]), null, /gzip/, undefined],
  ["a PDF", "%PDF-1.7", null, /PDF/, undefined],
  ["a page", "\n<!DOCTYPE html>", null, /HTML/, undefined],
  ["JSON", ' {"a":1}', null, /JSON/, undefined],
  ["a NUL", "a,b\r\n1,\u00002", null, /NUL/, 2],
  ["UTF-16 without a mark", Uint8Array.from(Buffer.from("a,b", "utf16le")), null, /utf-16le/, 1],
  ["broken UTF-8", latin("a\r\nJ\xc3\xb6rg\r\nM\xfcller"), null, /not valid utf-8/, 3],
  ["UTF-8 that was promised", latin("a\nM\xfcller"), "utf-8", /not valid utf-8/, 2],
  ["a byte that Windows-1252 does not have", latin("a\n\xfc\n\x81"), null, /not valid windows-1252/, 3],
  ["half of a surrogate pair", utf16("a\n\ud83d"), null, /not valid utf-16le/, 2],
  ["a byte that Windows-1250 does not have", latin("a\n\xe8\n\x81"), "windows-1250", /not valid windows-1250/, 3],
  ["a byte that Windows-1253 does not have", latin(`a\n${"\xe1\n".repeat(70_000)}\xd2\n`), "windows-1253", /1253/, 70_002],
  ["half a character of GB 18030", latin("a\n\xcd\xf5\n\xcd\n"), "gb18030", /not valid gb18030/, 3],
  ["half a character at the end", latin("a\r\xcd\xf5\r\xcd"), "gb18030", /not valid gb18030/, 3],
  ["another charset", "a\n1", "ebcdic", /charset must be one of/, undefined],
  ["a quote that is never closed", 'a,b\n1,2\n3,"4\n5,6\n', null, /never closed/, 3],
  ["text after a closing quote", 'a,b\n"1"x,2\n', null, /after a closing quote/, 2],
  ["a quote in the midst of a cell", 'a,b\n1,5" nail\n', null, /midst of a cell/, 2],
  ["201 columns", `${"a,".repeat(200)}b\n1\n`, null, /200 columns/, 1],
  ["10,001 rows", `a\n${"1\n".repeat(10_001)}`, null, /10000 rows/, 10_002],
  ["a row of 256 KiB and more", `a\n1\n${"x".repeat(270_000)}\n`, null, /256 KiB/, 3],
])("%s is refused by name and line", async (_name, file, charset, message, line) => {
  const { issues } = await readFile(file, charset);
  expect(issues).toHaveLength(1);
  expect(issues[0]?.message).toMatch(message);
  expect(issues[0]?.line).toBe(line);
});

test.each<[string, (size: number) => string]>([
  ["commas", (size) => ",".repeat(size)],
  ["one line", (size) => "x".repeat(size)],
  ["quotes", (size) => '"'.repeat(size)],
  ["an odd number of quotes", (size) => '"'.repeat(size - 1)],
  ["columns", (size) => "a,".repeat(size / 2)],
  ["line ends", (size) => "\n".repeat(size)],
  ["returns", (size) => `a\n${"\r".repeat(size)}`],
])("32 MB of %s are refused at the first problem, a few pieces into the file", async (name, make) => {
  const { pieces } = decodeCsv(new TextEncoder().encode(make(32_000_000)), null);
  let pulled = 0;
  const count = function* () {
    for (const piece of pieces) {
      pulled++;
      yield piece;
    }
  };
  const before = process.memoryUsage().heapUsed;
  const readAll = async () => {
    for await (const row of (await openCsv(count(), null)).rows) expect(row.cells).toHaveLength(1);
  };
  await expect(readAll()).rejects.toThrow(ApiError);
  console.log(`${name}: ${pulled} pieces, the heap grew by ${Math.round((process.memoryUsage().heapUsed - before) / 1e6)} MB`);
  // 256 KiB are four pieces, eight where every quote is doubled; that one is bad is told when the next is offered.
  expect(pulled).toBeLessThanOrEqual(10);
});

test("others get their turn every hundred lines, also of a file with nothing on most of them", async () => {
  let turns = 0;
  let timer = setTimeout(function count() {
    turns++;
    timer = setTimeout(count, 0);
  }, 0);
  const text = `name,note\n${"\n".repeat(9_900)}Aina,x\n`;
  const { cells } = await readFile(new TextEncoder().encode(text));
  clearTimeout(timer);
  expect(cells).toEqual([
    ["name", "note"],
    ["Aina", "x"],
  ]);
  expect(turns).toBeGreaterThan(80);
});
