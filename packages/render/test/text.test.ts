import { beforeAll, describe, expect, test } from "vitest";
import { builtInTemplates } from "../src/built-in-templates.ts";
import type { FontLibrary } from "../src/font-library.ts";
import { renderCertificate } from "../src/render-certificate.ts";
import { createTestLibrary } from "./load-test-fonts.ts";
import { makeContent } from "./make-content.ts";
import { makeDesign, makeText } from "./make-design.ts";
import { mustRefuse, mustRender } from "./must-render.ts";
import { hasTool, rasterize, readStructure, readText } from "./read-pdf.ts";

let fonts: FontLibrary;
beforeAll(() => {
  fonts = createTestLibrary();
});

const hasPoppler = hasTool("pdftotext", "poppler-utils");
const hasQpdf = hasTool("qpdf", "qpdf");
const nameDesign = makeDesign(makeText("{{recipientName}}"));
const titleDesign = makeDesign(makeText("{{title}}"));

const longName =
  "Maria Aleksandra Konstantina von Hohenzollern-Sigmaringen y Fernández de la Vega, Countess of Somewhere Rather Far";
const names = [
  "Aina Rahman",
  "Αναστασία Παπαδοπούλου",
  "Anastasía Papadopoúlou-Konstantínidi",
  "Екатерина Владимировна Константинопольская",
  "Nguyễn Thị Minh Khai",
  "Siân Ŵyn-Jones",
  "Łukasz Żółć",
  "Øyvind Ærø",
  "Þórður Guðmundsson",
  "İbrahim Şahin",
  "Ђорђе Њежић",
  "Ґалаґан Їжакевич",
  longName,
];

describe.skipIf(!hasPoppler)("what a reader copies", () => {
  test.each(builtInTemplates)("$name gives every name back", async ({ design }) => {
    for (const recipientName of names) {
      const text = readText(await mustRender(design, makeContent({ recipientName, title: "T" }), fonts));
      const words = recipientName.split(/[ -]/);
      for (const word of words) expect(text).toContain(word);
    }
  });

  test("a decomposed name comes out composed, and marks without a composed form stay with their letter", async () => {
    const text = async (recipientName: string) => readText(await mustRender(nameDesign, makeContent({ recipientName }), fonts));
    expect(await text("Nguye\u0302\u0303n")).toBe("Nguyễn".normalize("NFC"));
    const marked = "Adébọ́wálé Ọ̀ṣun É̂x̌ Ж́я";
    expect((await text(marked)).normalize("NFC")).toBe(marked.normalize("NFC"));
  });

  test("letters of different scripts that look alike are copied as what they are", async () => {
    const text = readText(await mustRender(nameDesign, makeContent({ recipientName: "AΑА OΟО" }), fonts));
    expect(text).toBe("AΑА OΟО");
  });

  test("a character that the style does not cover is drawn in the upright face, or in the other family", async () => {
    const has = (name: string, point: number) =>
      fonts.use("", ({ getFace }) => getFace(name).harfBuzz.findGlyph(getFace(name).font, point) !== 0);
    expect(await has("NotoSerif-Italic.ttf", 0x2183)).toBe(false);
    const italic = makeDesign(makeText("{{recipientName}}", { italic: true }));
    expect(readText(await mustRender(italic, makeContent({ recipientName: "Ada Ↄ। Byron" }), fonts))).toBe("Ada Ↄ। Byron");
  });

  test("hostile strings are drawn as they are and run nothing", async () => {
    const hostile = [
      ") Tj ET Q /F1 9 Tf (",
      "<< /JS (app.alert(1)) >>",
      "%%EOF",
      "\\( \\) \\\\",
      "endstream endobj",
      "{{title}} $& $1 `$",
    ];
    for (const title of hostile) {
      const bytes = await mustRender(titleDesign, makeContent({ title }), fonts);
      expect(readText(bytes)).toBe(title.replace(/\s+/g, " ").trim());
      if (hasQpdf) expect(readStructure(bytes)).not.toMatch(/\/JS|\/JavaScript|\/OpenAction|\/AA /);
    }
  });

  test("line breaks and tabs in a value become spaces", async () => {
    expect(readText(await mustRender(titleDesign, makeContent({ title: "One\r\nTwo\tThree\u2028Four" }), fonts))).toBe(
      "One Two Three Four",
    );
  });
});

test("a character no font covers is refused by field and character", async () => {
  const design = builtInTemplates[0]?.design ?? nameDesign;
  expect(await mustRefuse(design, makeContent({ recipientName: "Li Ꮳ Wei" }), fonts)).toEqual([
    {
      path: "recipientName",
      message: 'contains the character "Ꮳ" (U+13E3), which no font covers',
    },
  ]);
  expect((await mustRefuse(design, makeContent({ issuerName: "ᠮᠣᠩᠭᠣᠯ" }), fonts))[0]?.path).toBe("organization.name");
  expect((await mustRefuse(design, makeContent({ title: "བོད་" }), fonts))[0]?.path).toBe("title");
  const publicFields = [{ key: "venue", label: "Venue", value: "ᎠᎡ" }];
  expect((await mustRefuse(design, makeContent({ publicFields }), fonts)).map((problem) => problem.path)).toEqual([
    "publicMetadata.venue",
    "publicMetadata.venue",
  ]);
});

test("problems of several fields are reported together, and at most four for one field", async () => {
  const content = makeContent({ recipientName: "ᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩ", title: "🏴\u{e0067}\u{e0062}\u{e0061}\u{e007f}" });
  const problems = await mustRefuse(makeDesign(makeText("{{recipientName}}"), makeText("{{title}}")), content, fonts);
  expect(problems.filter((problem) => problem.path === "recipientName")).toHaveLength(4);
  expect(problems.filter((problem) => problem.path === "title")).toHaveLength(1);
});

test("bidi controls, control characters and lone surrogates are refused, never drawn and never thrown", async () => {
  for (const code of [0x202e, 0x2066, 0x200f, 0x00, 0x07, 0x1b, 0x7f, 0xd800, 0xdfff, 0xfffe, 0xe000]) {
    const problems = await mustRefuse(nameDesign, makeContent({ recipientName: `Ada${String.fromCharCode(code)}Byron` }), fonts);
    expect(problems[0]?.path).toBe("recipientName");
    expect(problems[0]?.message).toContain(`U+${code.toString(16).toUpperCase().padStart(4, "0")}`);
    expect(problems[0]?.message.isWellFormed()).toBe(true);
  }
});

test("a letter under a pile of marks is refused", async () => {
  expect(
    (await mustRefuse(nameDesign, makeContent({ recipientName: `Z${"\u0341".repeat(3)}${"\u0489".repeat(40)}` }), fonts))[0]
      ?.path,
  ).toBe("recipientName");
});

test("a name of 200 characters fits or is refused by name", async () => {
  for (const template of builtInTemplates) {
    for (const recipientName of ["Wim ".repeat(50).trim(), "W".repeat(200), "Константин".repeat(20), "i".repeat(200)]) {
      const content = makeContent({ recipientName });
      const bytes = await mustRender(template.design, content, fonts).catch(async () => {
        expect(new Set((await mustRefuse(template.design, content, fonts)).map((problem) => problem.path))).toEqual(
          new Set(["recipientName"]),
        );
        return null;
      });
      if (bytes && hasPoppler) expect(readText(bytes).replace(/ /g, "")).toContain(recipientName.replace(/ /g, "").slice(0, 30));
    }
  }
});

test("text that does not fit even at the smallest size is refused, never cut", async () => {
  const design = makeDesign(makeText("{{title}}", { width: 100, height: 20, maxLines: 1 }));
  expect(await mustRefuse(design, makeContent({ title: "much too long for a hundred points" }), fonts)).toEqual([
    {
      path: "title",
      message: "is too long: it does not fit on this certificate, even in the smallest type its template allows",
    },
  ]);
});

test("a value that is named thousands of times is judged once", async () => {
  const design = makeDesign(...Array.from({ length: 120 }, () => makeText("{{public.venue}}".repeat(120))));
  const publicFields = [{ key: "venue", label: "Venue", value: "W".repeat(10_000) }];
  const problems = await mustRefuse(design, makeContent({ publicFields }), fonts);
  expect(problems).toEqual([{ path: "publicMetadata.venue", message: expect.stringContaining("is too long") }]);
});

test("a value of 10,000 characters is refused quickly", async () => {
  const design = builtInTemplates[0]?.design ?? nameDesign;
  for (const value of ["a ".repeat(5000), "W".repeat(10_000), "漢".repeat(10_000), "\u0301".repeat(10_000), "🎓".repeat(5000)]) {
    const start = performance.now();
    const problems = await mustRefuse(design, makeContent({ publicFields: [{ key: "venue", label: "Venue", value }] }), fonts);
    expect(performance.now() - start).toBeLessThan(1500);
    expect(new Set(problems.map((problem) => problem.path))).toEqual(new Set(["publicMetadata.venue"]));
  }
});

test.skipIf(!hasPoppler)("no text leaves its box: a box full of words is dark inside and white outside", async () => {
  const box = { x: 100, y: 100, width: 200, height: 90 };
  for (const title of [
    "The quick brown fox jumps over the lazy dog and over again",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "Ã É Ñ g y j ÇÇ Ệ",
  ]) {
    const { width, grey } = rasterize(
      await mustRender(makeDesign(makeText("{{title}}", { ...box, size: 40, maxLines: 6 })), makeContent({ title }), fonts),
      2,
    );
    const dark = [...grey].flatMap((value, index) => (value < 128 ? [index] : []));
    const isInside = (index: number) => {
      const [x, y] = [(index % width) / 2, Math.floor(index / width) / 2];
      return x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 2 && y <= box.y + box.height + 2;
    };
    expect(dark.length).toBeGreaterThan(500);
    expect(dark.filter((index) => !isInside(index))).toEqual([]);
  }
});

test("every character a font covers can be drawn", async () => {
  const characters = Array.from({ length: 0x2e80 }, (_, point) => String.fromCodePoint(point));
  const letters = await fonts.use("", ({ getFace }) => {
    const { harfBuzz, font } = getFace("NotoSans-Regular.ttf");
    const scripts = /^[\p{L}\p{N}]$/u;
    return characters.filter(
      (character) =>
        scripts.test(character) &&
        /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(character) &&
        harfBuzz.findGlyph(font, character.codePointAt(0) ?? 0) !== 0,
    );
  });
  expect(letters.length).toBeGreaterThan(1200);
  for (const family of ["sans", "serif"] as const) {
    const design = makeDesign(makeText("{{title}}", { family, height: 400, maxLines: 20 }));
    for (let start = 0; start < letters.length; start += 200) {
      const title = letters
        .slice(start, start + 200)
        .join("")
        .normalize("NFC");
      await mustRender(design, makeContent({ title }), fonts);
    }
  }
});

test("random strings are drawn or refused, never thrown", async () => {
  let seed = 20251122;
  const next = (limit: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed % limit;
  };
  const ranges = [
    0x20, 0xa0, 0x300, 0x370, 0x400, 0x900, 0x1e00, 0x1ab0, 0x2000, 0x20d0, 0x2de0, 0xa640, 0xd7f0, 0xfe00, 0xfff0, 0x1f600,
    0x1d400,
  ];
  for (let round = 0; round < 60; round++) {
    const points = Array.from({ length: 1 + next(30) }, () => (ranges[next(ranges.length)] ?? 0x20) + next(96));
    const rendering = await renderCertificate(nameDesign, makeContent({ recipientName: String.fromCodePoint(...points) }), fonts);
    if (!rendering.ok) expect(rendering.problems[0]?.path).toBe("recipientName");
  }
});
