import { expect, test } from "vitest";
import { makePng } from "../../../scripts/testing/make-png.ts";
import { findAssetProblem } from "../src/find-asset-problem.ts";

const jpeg = (height: number, width: number) =>
  new Uint8Array([
    0xff,
    0xd8,
    0xff,
    0xe0,
    0,
    4,
    0,
    0,
    0xff,
    0xc0,
    0,
    17,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    3,
  ]);
const bytes = (text: string) => new TextEncoder().encode(text);
const changed = (whole: Uint8Array, index: number) => whole.map((byte, at) => (at === index ? byte ^ 1 : byte));

test("pictures and pages are taken for what they are", () => {
  expect(findAssetProblem("image/png", makePng(3, 2))).toBeNull();
  expect(findAssetProblem("image/jpeg", jpeg(4000, 6000))).toBeNull();
  const page = "1 0 obj <</Type /Catalog /EncryptMetadata false>> endobj\ntrailer <</Root 1 0 R>>";
  expect(findAssetProblem("application/pdf", bytes(`%PDF-1.7\n${page}\n%%EOF\n`))).toBeNull();
});

test.each([
  ["nothing", new Uint8Array()],
  ["a text", bytes("hello, this is no picture at all, however long it goes on")],
  ["a picture cut off", makePng(9, 9).slice(0, -5)],
  ["a picture with something behind it", makePng(3, 3, { tail: "PK\u0003\u0004" })],
  ["a moving picture", makePng(3, 3, { extra: ["acTL"] })],
  ["a picture of no height", makePng(3, 3, { claims: [3, 0] })],
  ["a picture with a wrong checksum", changed(makePng(3, 3), 30)],
  ["a JPEG", jpeg(9, 9)],
])("%s is no PNG", (_name, file) => {
  expect(findAssetProblem("image/png", file)).toBe("is not a readable PNG image");
});

test("a picture that claims more than 25 million pixels is refused by its header", () => {
  expect(findAssetProblem("image/png", makePng(3, 3, { claims: [50_000, 50_000] }))).toContain("25 million");
  expect(findAssetProblem("image/jpeg", jpeg(5001, 5000))).toContain("25 million");
});

test.each([
  ["a PNG", makePng(3, 3)],
  ["a JPEG without a frame", new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0])],
  ["a segment of no length", new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0, ...new Uint8Array(20)])],
])("%s is no JPEG", (_name, file) => {
  expect(findAssetProblem("image/jpeg", file)).toBe("is not a readable JPEG image");
});

test.each([
  ["bytes in front of a PDF", "MZ%PDF-1.7\n%%EOF", "is not a readable PDF"],
  ["a PDF without an end", "%PDF-1.7\n1 0 obj", "is not a readable PDF"],
  ["an encrypted PDF", "%PDF-1.7\ntrailer <</Encrypt 5 0 R>>\n%%EOF\n", "is an encrypted PDF"],
  ["an encrypted PDF that spells it otherwise", "%PDF-1.7\ntrailer <</#45n#63rypt 5 0 R>>\n%%EOF\n", "is an encrypted PDF"],
])("%s is refused", (_name, text, problem) => {
  expect(findAssetProblem("application/pdf", bytes(text))).toBe(problem);
});
