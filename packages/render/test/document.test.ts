import { decodeQR } from "qr/decode.js";
import { beforeAll, describe, expect, test } from "vitest";
import { builtInTemplates } from "../src/built-in-templates.ts";
import type { DesignElement } from "../src/design.ts";
import type { FontLibrary } from "../src/font-library.ts";
import { createTestLibrary } from "./load-test-fonts.ts";
import { makeContent } from "./make-content.ts";
import { makeDesign, makeText } from "./make-design.ts";
import { mustRefuse, mustRender } from "./must-render.ts";
import { hasTool, rasterize, readInfo, readStructure, readText, unpack } from "./read-pdf.ts";

let fonts: FontLibrary;
beforeAll(() => {
  fonts = createTestLibrary();
});

const hasPoppler = hasTool("pdftotext", "poppler-utils");
const hasQpdf = hasTool("qpdf", "qpdf");
const cover: DesignElement = { type: "rectangle", x: -10, y: -10, width: 1400, height: 1400, fill: "#ffffff" };
const qr: DesignElement = { type: "qr", x: 60, y: 60, size: 90, colour: "#000000", background: "#ffffff" };

describe.skipIf(!hasQpdf)("the file", () => {
  test.each(builtInTemplates)("of $name is sound, runs nothing and embeds its fonts as subsets", async ({ design }) => {
    const bytes = await mustRender(design, makeContent({ environment: "sandbox" }), fonts);
    const source = readStructure(bytes);
    expect(source).not.toMatch(/\/JavaScript|\/JS |\/OpenAction|\/AA |\/Launch/);
    expect(source.match(/\/Type \/EmbeddedFile/g)).toHaveLength(1);
    const names = [...source.matchAll(/\/BaseFont \/(\S+)/g)].map((match) => match[1]);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toMatch(/^[A-Z]{6}\+Noto(Sans|Serif)-(Regular|Bold|Italic)$/);
    expect(bytes.length).toBeLessThan(60_000);
  });

  test("carries an identifier that its certificate fixes", async () => {
    const id = (source: string) => /\/ID \[\s*<([0-9a-f]+)>\s*<([0-9a-f]+)>/.exec(source)?.slice(1);
    const design = makeDesign(makeText("{{title}}"));
    const [one, two, other] = await Promise.all(
      [makeContent(), makeContent({ recipientName: "Other" }), makeContent({ certificateHash: "cd".repeat(32) })].map(
        async (content) => id(unpack(await mustRender(design, content, fonts))),
      ),
    );
    expect(one?.[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(one?.[0]).toBe(two?.[0]);
    expect(one?.[0]).not.toBe(other?.[0]);
  });

  test("links to the verification URL only if it is http or https", async () => {
    const design = makeDesign(qr);
    const source = async (verificationUrl: string) =>
      readStructure(await mustRender(design, makeContent({ verificationUrl }), fonts));
    const url = "https://verify.attestry.example/c/(1)\\2";
    expect(await source(url)).toContain(new URL(url).href.replace(/[()\\]/g, "\\$&"));
    for (const refused of ["javascript:alert(1)", "file:///etc/passwd", "https//nothing", "HTTPS://"]) {
      expect(await source(refused)).not.toMatch(/\/Annot\b|\/URI/);
    }
  });
});

describe.skipIf(!hasPoppler)("what a reader shows", () => {
  test("the document information names title, issuer and product, and has the dates of the certificate", async () => {
    const bytes = await mustRender(makeDesign(makeText("x")), makeContent({ issuerName: "Πανεπιστήμιο (A) \\" }), fonts);
    const info = readInfo(bytes);
    expect(info).toMatch(/Title: +Advanced Scaffold Inspection – Aina Rahman\n/);
    expect(info).toMatch(/Author: +Πανεπιστήμιο \(A\) \\\n/);
    expect(info).toMatch(/Creator: +Attestry\n/);
    expect(info).toMatch(/Producer: +Attestry\n/);
    expect(info).toMatch(/CreationDate: +Sat Nov 22 \d\d:30:00 2025/);
    expect(info).toMatch(/Pages: +1\n/);
  });

  test.each(builtInTemplates)("$name has the page size it says", async ({ design }) => {
    const info = readInfo(await mustRender(design, makeContent(), fonts));
    const long = design.page.size === "A4" ? "841.89" : "792";
    const short = design.page.size === "A4" ? "595.28" : "612";
    expect(info).toContain(design.page.orientation === "landscape" ? `${long} x ${short}` : `${short} x ${long}`);
  });

  test("a sandbox certificate says so whatever the design, and a live one does not", async () => {
    for (const design of [makeDesign(cover), ...builtInTemplates.map((template) => template.design)]) {
      const sandbox = await mustRender(design, makeContent({ environment: "sandbox" }), fonts);
      const live = await mustRender(design, makeContent(), fonts);
      expect(readText(sandbox)).toContain("Sandbox – not a real certificate");
      expect(readText(live)).not.toMatch(/sandbox/i);
    }
  });

  test("the watermark is seen over an element that covers the page", async () => {
    const shaded = async (environment: "sandbox" | "live") => {
      const { grey } = rasterize(await mustRender(makeDesign(cover), makeContent({ environment }), fonts), 1);
      return grey.filter((value) => value < 240).length / grey.length;
    };
    expect(await shaded("live")).toBe(0);
    expect(await shaded("sandbox")).toBeGreaterThan(0.05);
  });

  test("the QR code of every template is read as the verification URL, in the sandbox too", async () => {
    for (const { design } of builtInTemplates) {
      for (const environment of ["live", "sandbox"] as const) {
        const content = makeContent({ environment });
        const { width, height, grey } = rasterize(await mustRender(design, content, fonts), 2);
        const data = new Uint8Array(grey.length * 3);
        for (const [index, value] of grey.entries()) data.fill(value, index * 3, index * 3 + 3);
        expect(decodeQR({ width, height, data }, { timeLimit: 2000 })).toBe(content.verificationUrl);
      }
    }
  });

  test("the quiet zone is four modules wide and the code is one filled path", async () => {
    const bytes = await mustRender(
      makeDesign({ type: "rectangle", x: 0, y: 0, width: 842, height: 596, fill: "#000000" }, { ...qr, size: 205 }),
      makeContent({ verificationUrl: "https://a.example/1" }),
      fonts,
    );
    const { width, grey } = rasterize(bytes, 1);
    const quiet = Math.floor((205 / 33) * 4);
    for (let y = 61; y < 60 + quiet; y++) expect(grey[y * width + 160]).toBeGreaterThan(250);
    expect(grey[(60 + quiet + 3) * width + 60 + quiet + 3]).toBeLessThan(5);
    if (hasQpdf) expect(unpack(bytes).match(/^f$/gm)).toHaveLength(3);
  });

  test("an element is drawn only if what it needs is there", async () => {
    const design = makeDesign(
      makeText("Expires {{expiresOn}}", { y: 40, height: 40, onlyIf: "expiresOn" }),
      makeText("forever", { y: 90, height: 40, unless: "expiresOn" }),
      makeText("fields", { y: 140, height: 40, onlyIf: "publicFields" }),
      makeText("no logo", { y: 190, height: 40, unless: "logo" }),
    );
    expect(readText(await mustRender(design, makeContent(), fonts))).toBe("Expires 21 November 2027 fields no logo");
    expect(readText(await mustRender(design, makeContent({ expiresAt: null, publicFields: [] }), fonts))).toBe("forever no logo");
  });

  test("placeholders are filled once, from own properties only", async () => {
    const text = async (content: string, title = "Title") =>
      readText(await mustRender(makeDesign(makeText(`[${content}]`)), makeContent({ title }), fonts));
    expect(await text("{{title}} {{public.venue}} {{issuedOn}}")).toBe("[Title Kuala Lumpur 22 November 2025]");
    expect(await text("{{unknown}}{{__proto__}}{{constructor}}{{public.__proto__}}{{public.toString}}{{public.}}")).toBe("[]");
    expect(await text("{{title}}", "{{recipientName}}")).toBe("[{{recipientName}}]");
    expect(await text("{{title}}", "$& $1 $$")).toBe("[$& $1 $$]");
    expect(await text("{{{title}}} {{ title }} {{title")).toBe("[{Title} {{ title }} {{title]");
  });

  test.each(builtInTemplates)(
    "$name shows every field it declares public, with its label, and nothing private",
    async (template) => {
      const declared = template.metadataSchema.fields.filter((field) => field.visibility === "public");
      const publicFields = declared.map(({ key, label }, index) => ({ key, label, value: `Value-${index}` }));
      const content = makeContent({ publicFields });
      const text = readText(await mustRender(template.design, content, fonts));
      for (const field of publicFields) {
        expect(text).toContain(field.label);
        expect(text).toContain(field.value);
      }
      for (const shown of [
        content.recipientName,
        content.title,
        content.issuerName,
        "22 November 2025",
        "21 November 2027",
        content.certificateId,
      ])
        expect(text).toContain(shown);
      expect(text).not.toContain("Identification No.");
      expect(text).not.toContain("@");
    },
  );
});

test("twenty long public fields fit or are refused by field", async () => {
  const publicFields = Array.from({ length: 20 }, (_, index) => ({
    key: `k${index}`,
    label: `Label number ${index}`,
    value: "A fairly long value indeed",
  }));
  for (const { design } of builtInTemplates) {
    const problems = await mustRefuse(design, makeContent({ publicFields }), fonts).catch(() => []);
    for (const problem of problems) expect(problem.path).toMatch(/^(publicMetadata\.k\d+|metadata_schema\.fields\.k\d+\.label)$/);
  }
});

test("a verification URL too long for a code that can be read is refused", async () => {
  for (const length of [400, 5000]) {
    const content = makeContent({ verificationUrl: `https://verify.example/${"a".repeat(length)}` });
    const problems = await mustRefuse(makeDesign({ ...qr, size: 50 }), content, fonts);
    expect(problems.map((problem) => problem.path)).toEqual(["verificationUrl"]);
  }
});
