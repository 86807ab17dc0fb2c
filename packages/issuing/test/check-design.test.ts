import { Design } from "@attestry/render/design";
import { expect, test } from "vitest";
import { findDesignProblems, findMissingAssets, listAssets } from "../src/check-design.ts";

const style = { family: "sans", weight: "regular", size: 12, minSize: 6, maxLines: 2, align: "left", colour: "#000000" };
const text = (content: string, changes = {}) => ({
  type: "text",
  content,
  x: 0,
  y: 0,
  width: 100,
  height: 20,
  verticalAlign: "top",
  ...style,
  ...changes,
});
const design = (...elements: unknown[]) => Design.parse({ page: { size: "A4", orientation: "portrait" }, elements });
const schema = {
  fields: [
    { key: "grade", label: "Grade", type: "text", visibility: "public" },
    { key: "passport", label: "Passport", type: "text", visibility: "private" },
  ],
} as const;
const fields = { fields: [...schema.fields] };

test("every name a certificate has, and every declared public field, may be a placeholder or a condition", () => {
  const names = ["certificateId", "recipientName", "title", "issuerName", "issuedOn", "expiresOn"];
  const content = [...names, "certificateHash", "verificationUrl", "public.grade"].map((name) => `{{${name}}}`).join(" ");
  const elements = [text(content, { variants: { ms: content } }), text("x", { onlyIf: "logo", unless: "public.grade" })];
  expect(findDesignProblems(design(...elements), fields)).toEqual([]);
});

test.each([
  ["{{nonsense}}", 'names "nonsense"'],
  ["{{grade}}", 'names "grade"'],
  ["{{public.venue}}", 'names "public.venue"'],
  ["{{public.passport}}", "a private field"],
  ["{{passport}}", "a private field"],
  ["{{private.passport}}", "a private field"],
  ["{{__proto__}}", 'names "__proto__"'],
  ["{{constructor}}", 'names "constructor"'],
  ["{{public.constructor}}", 'names "public.constructor"'],
  ["{{{{title}}}}", "double braces"],
  ["{{ title }}", "double braces"],
  ["{{}}", "double braces"],
  [`{{${"x".repeat(101)}}}`, "double braces"],
  ["a\u0000b", "well-formed"],
  ["\ud800", "well-formed"],
])("%j is refused where it stands", (content, message) => {
  const inText = findDesignProblems(design(text("x"), text(content)), fields);
  expect(inText).toEqual([{ path: "design.elements.1.content", message: expect.stringContaining(message) }]);
  const inVariant = findDesignProblems(design(text("x", { variants: { "ar-EG": content } })), fields);
  expect(inVariant).toEqual([{ path: "design.elements.0.variants.ar-EG", message: expect.stringContaining(message) }]);
});

test.each(["passport", "public.passport", "constructor", "\ud800"])("the condition %j is refused", (name) => {
  const found = findDesignProblems(design(text("x", { onlyIf: name }), text("x", { unless: name })), fields);
  expect(found.map(({ path }) => path)).toEqual(["design.elements.0.onlyIf", "design.elements.1.unless"]);
});

test("assets are found in the background and in images, each once, and named where they are missing", () => {
  const [a, b] = ["a".repeat(64), "b".repeat(64)];
  const image = { type: "image", asset: b, x: 0, y: 0, width: 9, height: 9, fit: "contain", align: "left" };
  const found = { ...design(image, image), background: { asset: a, fit: "cover" as const } };
  expect([...listAssets(found).keys()]).toEqual([a, b]);
  expect(findMissingAssets(found, [b]).map(({ path }) => path)).toEqual(["design.elements.0.asset", "design.elements.1.asset"]);
  expect(findMissingAssets(found, [a])[0]?.path).toBe("design.background.asset");
});

test("a design shows five assets at most, however often each of them", () => {
  const image = (digit: number) =>
    ({ type: "image", asset: String(digit).repeat(64), x: 0, y: 0, width: 9, height: 9, fit: "contain", align: "left" }) as const;
  const page = { size: "A4", orientation: "portrait" } as const;
  const judge = (digits: number[]) => findDesignProblems(Design.parse({ page, elements: digits.map(image) }), { fields: [] });
  expect(judge([1, 2, 3, 4, 5, 1, 2])).toEqual([]);
  expect(judge([1, 2, 3, 4, 5, 1, 6])).toEqual([
    { path: "design.elements.6.asset", message: expect.stringContaining("at most 5") },
  ]);
});
