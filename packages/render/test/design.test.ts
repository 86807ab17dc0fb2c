import { expect, test } from "vitest";
import { z } from "zod";
import { builtInTemplates } from "../src/built-in-templates.ts";
import { Design } from "../src/design.ts";
import { makeDesign, makeText } from "./make-design.ts";

const valid = makeDesign(makeText("x"));
const withElement = (element: unknown) => ({ ...valid, elements: [element] });

test("a design survives being stored as JSON", () => {
  for (const { design } of builtInTemplates) expect(Design.parse(JSON.parse(JSON.stringify(design)))).toEqual(design);
});

test("unknown keys, unknown elements and anything out of bounds are refused", () => {
  const refused = [
    { ...valid, script: "x" },
    { ...valid, page: { size: "A2", orientation: "portrait" } },
    { ...valid, elements: [] },
    { ...valid, elements: Array.from({ length: 121 }, () => makeText("x")) },
    withElement({ ...makeText("x"), onClick: "x" }),
    withElement({ ...makeText("x"), type: "html" }),
    withElement({ ...makeText("x"), x: 1e9 }),
    withElement({ ...makeText("x"), x: Number.NaN }),
    withElement({ ...makeText("x"), size: Number.POSITIVE_INFINITY }),
    withElement({ ...makeText("x"), colour: "red" }),
    withElement({ ...makeText("x"), content: "x".repeat(2001) }),
    withElement({ ...makeText("x"), maxLines: 21 }),
    withElement({ type: "qr", x: 0, y: 0, size: 10, colour: "#000000", background: "#ffffff" }),
    withElement({ type: "polygon", points: Array.from({ length: 65 }, () => [0, 0]) }),
    withElement({
      type: "ornament",
      pattern: "frame",
      x: 0,
      y: 0,
      width: 9,
      height: 9,
      depth: 9,
      strands: 99,
      waves: 9,
      colour: "#000000",
      thickness: 1,
    }),
  ];
  for (const design of refused) expect(Design.safeParse(design).success, JSON.stringify(design).slice(0, 200)).toBe(false);
});

test("there are four built-in templates, each with an id and a slug of its own, none premium", () => {
  expect(builtInTemplates).toHaveLength(4);
  expect(new Set(builtInTemplates.map((template) => template.id)).size).toBe(4);
  expect(new Set(builtInTemplates.map((template) => template.slug)).size).toBe(4);
  for (const template of builtInTemplates) {
    expect(z.uuidv4().safeParse(template.id).success).toBe(true);
    expect(template.isPremium).toBe(false);
    expect(Design.parse(template.design)).toEqual(template.design);
  }
});

test("Classic Academic is the formal one with the strong border, and declares its three fields", () => {
  const classic = builtInTemplates.find((template) => template.name === "Classic Academic");
  expect(classic?.id).toBe("8e884cad-6a34-4f15-9d6d-0c2798d4d002");
  expect(classic?.description).toBe("Formal certificate with a strong border.");
  expect(classic?.metadataSchema.fields.map(({ labels: _, ...field }) => field)).toEqual([
    { key: "identification_no", label: "Identification No.", type: "text", visibility: "private" },
    { key: "trainer_name", label: "Trainer", type: "text", visibility: "public" },
    { key: "venue", label: "Venue", type: "text", visibility: "public" },
  ]);
});

test("every built-in template has a QR code, a place for the logo, the recipient, the title, the issuer and both dates", () => {
  for (const { design } of builtInTemplates) {
    const types = new Set(design.elements.map((element) => element.type));
    expect([types.has("qr"), types.has("logo"), types.has("fields")]).toEqual([true, true, true]);
    const contents = design.elements.map((element) => (element.type === "text" ? element.content : "")).join(" ");
    for (const name of ["recipientName", "title", "issuerName", "issuedOn", "expiresOn", "certificateId", "verificationUrl"]) {
      expect(contents).toContain(`{{${name}}}`);
    }
  }
});
