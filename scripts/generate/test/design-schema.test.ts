import { readFileSync } from "node:fs";
import { builtInTemplates } from "@attestry/render/built-in-templates";
import { Design } from "@attestry/render/design";
import { expect, test } from "vitest";
import { z } from "zod";
import { projectRoot } from "../../paths.ts";
import { designSchemaPath, writeDesignSchema } from "../design-schema.ts";

const written = readFileSync(`${projectRoot}/docs/${designSchemaPath}`, "utf8");
const published = z.fromJSONSchema(JSON.parse(written));

const rectangle = { type: "rectangle", x: 0, y: 0, width: 10, height: 10, fill: "#ffffff" };
const style = { family: "sans", weight: "regular", size: 12, minSize: 6, maxLines: 2, align: "left", colour: "#000000" };
const text = { type: "text", content: "{{title}}", x: 0, y: 0, width: 100, height: 20, verticalAlign: "top", ...style };
const image = { type: "image", asset: "a".repeat(64), x: 0, y: 0, width: 9, height: 9, fit: "contain", align: "left" };
const page = { size: "A4", orientation: "landscape" };
const design = (changes = {}) => ({ page, elements: [rectangle], ...changes });

test("what is committed is what the code says; `npm run generate` mends it", () => {
  expect(written).toBe(writeDesignSchema());
});

test.each<[string, unknown]>([
  ...builtInTemplates.map((template) => [template.name, template.design] satisfies [string, unknown]),
  ["a size of its own", design({ page: { size: { width: 100, height: 1400 } } })],
  ...["A3", "A5", "Legal"].map((size) => [size, design({ page: { size, orientation: "portrait" } })] satisfies [string, unknown]),
  ["a background and an image", design({ background: { asset: "0".repeat(64), fit: "cover" }, elements: [image] })],
  ["a design in Malay with an Arabic text", design({ locale: "ms", elements: [{ ...text, variants: { "ar-EG": "x" } }] })],
])("%s is accepted by the published schema and by the API's", (_name, whole) => {
  expect(published.safeParse(whole).success).toBe(true);
  expect(Design.safeParse(whole).success).toBe(true);
});

test.each([
  ["an orientation beside a size of its own", design({ page: { size: { width: 200, height: 200 }, orientation: "portrait" } })],
  ["a page of 99 points", design({ page: { size: { width: 99, height: 200 } } })],
  ["a page of 1401 points", design({ page: { size: { width: 200, height: 1401 } } })],
  ["a size without an orientation", design({ page: { size: "A4" } })],
  ["a size there is not", design({ page: { size: "A0", orientation: "portrait" } })],
  ["no elements", design({ elements: [] })],
  ["121 elements", design({ elements: Array.from({ length: 121 }, () => rectangle) })],
  ["a background by name", design({ background: { asset: "paper.png", fit: "cover" } })],
  ["a background that fits no way", design({ background: { asset: "0".repeat(64), fit: "tile" } })],
  ["an image from an address", design({ elements: [{ ...image, asset: "https://example.com/a.png" }] })],
  ["a text in no language", design({ elements: [{ ...text, variants: { Malay: "x" } }] })],
  ["a language in capitals", design({ locale: "MS" })],
  ["a script", design({ elements: [{ type: "script", content: "alert(1)" }] })],
  ["a member more", design({ onLoad: "x" })],
])("%s is refused by both", (_name, whole) => {
  expect(published.safeParse(whole).success).toBe(false);
  expect(Design.safeParse(whole).success).toBe(false);
});
