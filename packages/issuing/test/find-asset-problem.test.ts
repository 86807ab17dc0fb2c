import { expect, test } from "vitest";
import { makePng } from "../../../scripts/testing/make-png.ts";
import { findAssetProblem } from "../src/find-asset-problem.ts";

// A frame's header, a scan with a stuffed byte, a restart marker and fill bytes, and the end.
const jpeg = (height: number, width: number) =>
  Uint8Array.from(
    Buffer.from(
      `ffd8ffe000040000ffc0001108${toHex(height)}${toHex(width)}03012200021101031101ffda000c0301000210031100003f0012ff0034ffd056ffffd9`,
      "hex",
    ),
  );
const toHex = (size: number) => size.toString(16).padStart(4, "0");
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

test.each([
  ["a picture cut off", jpeg(9, 9).slice(0, -2), "is not a whole JPEG image"],
  [
    "a picture with a script behind it",
    Uint8Array.from([...jpeg(9, 9), ...bytes("<script>x</script>")]),
    "goes on after the end",
  ],
  ["one with a second end behind it", Uint8Array.from([...jpeg(9, 9), 0x20, 0xff, 0xd9]), "goes on after the end"],
])("%s is refused as a JPEG", (_name, file, problem) => {
  expect(findAssetProblem("image/jpeg", file)).toContain(problem);
});
