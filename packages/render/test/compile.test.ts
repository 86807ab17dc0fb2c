import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtInTemplates } from "../src/built-in-templates.ts";
import { compileTemplate } from "../src/compile-template.ts";
import type { CompiledTemplate } from "../src/compiled-template.ts";
import type { Design, DesignElement } from "../src/design.ts";
import { packCompiled, unpackCompiled } from "../src/pack-compiled.ts";
import { stampCertificate } from "../src/stamp-certificate.ts";
import { createTestLibrary } from "./load-test-fonts.ts";
import { makeContent } from "./make-content.ts";
import { makeDesign, makeText } from "./make-design.ts";
import { mustRender } from "./must-render.ts";
import { hasTool, rasterize, runReader } from "./read-pdf.ts";

const library = createTestLibrary();
const hasPoppler = hasTool("pdftotext", "poppler-utils");
const [classic] = builtInTemplates;
if (!classic) throw new Error("there is no template");

async function compile(design: Design): Promise<CompiledTemplate> {
  const { environment, issuerName, logo } = makeContent();
  const compilation = await compileTemplate(
    { design, environment, issuerName, logo, language: "en", assets: new Map() },
    library,
  );
  if (!compilation.ok) throw new Error(JSON.stringify(compilation.problems));
  return compilation.compiled;
}

async function stamp(compiled: CompiledTemplate, recipientName: string): Promise<Uint8Array> {
  const rendering = await library.use("en", (fonts) => stampCertificate(compiled, makeContent({ recipientName }), fonts));
  if (!rendering.ok) throw new Error(JSON.stringify(rendering.problems));
  return rendering.bytes;
}

test("a certificate begins with the bytes of its template, which no certificate changes", async () => {
  const compiled = await compile(classic.design);
  const before = Buffer.from(compiled.bytes);
  for (const name of ["Aina Rahman", "王小明", "Zoë"]) {
    const bytes = await stamp(compiled, name);
    expect(Buffer.from(bytes.subarray(0, before.length)).equals(before)).toBe(true);
    expect(bytes.length - before.length).toBeLessThan(30_000);
  }
  expect(Buffer.from(compiled.bytes).equals(before)).toBe(true);
});

test("a template that was kept gives the same certificate as one that was just compiled", async () => {
  const compiled = await compile(classic.design);
  const kept = unpackCompiled(packCompiled(compiled));
  if (!kept) throw new Error("it cannot be read back");
  expect(Buffer.from(await stamp(kept, "Aina")).equals(await stamp(compiled, "Aina"))).toBe(true);
  expect(Buffer.from((await compile(classic.design)).bytes).equals(compiled.bytes)).toBe(true);
});

test("what is no kept template, or one of other code, is not taken for one", async () => {
  const compiled = await compile(classic.design);
  const packed = packCompiled(compiled);
  const older = packCompiled({ ...compiled, slots: JSON.parse('{"page":{"width":1,"height":1}}') });
  const cut = packed.subarray(0, packed.length - 3000);
  for (const wrong of [new Uint8Array(), new Uint8Array(3), packed.subarray(0, 300), cut, older])
    expect(unpackCompiled(wrong)).toBeNull();
  fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => unpackCompiled(bytes) === null));
});

describe.skipIf(!hasPoppler)("the order of the list is the order of painting", () => {
  const dark: DesignElement = { type: "rectangle", x: 50, y: 90, width: 720, height: 140, fill: "#000000" };
  const white: DesignElement = { ...dark, fill: "#ffffff" };
  const name = makeText("{{recipientName}}", { size: 60 });
  const darkness = async (...elements: DesignElement[]) =>
    rasterize(await mustRender(makeDesign(...elements), makeContent(), library), 0.5).grey.filter((value) => value < 60).length;

  test("whether an element is the same on all certificates, its own, or shown on some", async () => {
    const [plain, nothing] = [await darkness(name), await darkness(white)];
    expect(plain).toBeGreaterThan(200);
    expect(nothing).toBe(0);
    expect(await darkness(name, white)).toBe(0);
    expect(await darkness(white, name)).toBe(plain);
    expect(await darkness(name, { ...white, onlyIf: "expiresOn" })).toBe(0);
    expect(await darkness(name, { ...white, unless: "expiresOn" })).toBe(plain);
    expect(await darkness(name, dark, { ...white, onlyIf: "public.venue" })).toBe(0);
    expect(await darkness({ ...dark, onlyIf: "title" }, white, name)).toBe(plain);
    expect(await darkness({ ...name, unless: "logo" }, white, { ...name, onlyIf: "recipientName" })).toBe(plain);
  });
});

test("the tip of a sharp corner counts as part of its shape", async () => {
  const qr: DesignElement = { type: "qr", x: 300, y: 150, size: 100, colour: "#000000", background: "#ffffff" };
  const points: [number, number][] = [
    [345, 330],
    [350, 260],
    [355, 330],
  ];
  const over: DesignElement = { type: "polygon", points, stroke: "#ff0000", thickness: 20 };
  const { slots } = await compile(makeDesign(qr, over));
  expect(slots.steps.map(({ kind }) => kind)).toEqual(["element", "form"]);
});

describe.skipIf(!hasPoppler)("the metadata", () => {
  test("stays the XML it is, whatever the certificate says", async () => {
    const hostile = '</rdf:li></rdf:Alt><pdfaid:part>1</pdfaid:part> & ]]> <!-- "\' <?xpacket end="r"?>';
    const content = makeContent({ title: hostile.slice(0, 80), issuerName: `${hostile.slice(0, 60)}` });
    const xmp = runReader("pdfinfo", ["-meta", "-"], await mustRender(makeDesign(makeText("x")), content, library));
    expect(xmp.match(/<[a-z]/gi)?.length).toBe(
      runReader("pdfinfo", ["-meta", "-"], await mustRender(makeDesign(makeText("x")), makeContent(), library)).match(/<[a-z]/gi)
        ?.length,
    );
    expect(xmp).toContain("&lt;/rdf:li&gt;");
    expect(xmp.match(/<pdfaid:part>(\d)</g)).toEqual(["<pdfaid:part>3<"]);
  });
});
