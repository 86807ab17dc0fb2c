import { deflateSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import type { Logo } from "../src/certificate-content.ts";
import type { FontLibrary } from "../src/font-library.ts";
import { createTestLibrary } from "./load-test-fonts.ts";
import { makeContent } from "./make-content.ts";
import { makeDesign } from "./make-design.ts";
import { makePng } from "./make-png.ts";
import { mustRefuse, mustRender } from "./must-render.ts";
import { hasTool, rasterize, unpack } from "./read-pdf.ts";

let fonts: FontLibrary;
beforeAll(() => {
  fonts = createTestLibrary();
});

const hasPoppler = hasTool("pdftotext", "poppler-utils");
const hasQpdf = hasTool("qpdf", "qpdf");
const design = makeDesign({ type: "logo", x: 100, y: 100, width: 200, height: 100, align: "right" });
const png = (bytes: Uint8Array): Logo => ({ mediaType: "image/png", bytes });
const jpeg = (bytes: Uint8Array): Logo => ({ mediaType: "image/jpeg", bytes });

/** A grey JPEG of 8 by 8 pixels. */
const smallJpeg = Uint8Array.from(
  Buffer.from(
    "ffd8ffe000104a46494600010100000100010000ffdb004300" +
      "03020202020203020202030303030406040404040408060605060908" +
      "0a0a090809090a0c0f0c0a0b0e0b09090d110d0e0f101011100a0c12131210130f101010" +
      "ffc0000b080008000801011100ffc40014000100000000000000000000000000000009" +
      "ffc40014100100000000000000000000000000000000ffda0008010100003f0054dfffd9",
    "hex",
  ),
);

test.skipIf(!hasPoppler)("a PNG is drawn in its box without distortion", async () => {
  const { width, grey } = rasterize(await mustRender(design, makeContent({ logo: png(makePng(40, 40)) }), fonts), 1);
  const at = (x: number, y: number) => grey[y * width + x] ?? 0;
  expect([at(250, 150), at(204, 104), at(296, 196)].every((value) => value < 230)).toBe(true);
  expect([at(150, 150), at(196, 150), at(304, 150), at(250, 96), at(250, 204)]).toEqual([255, 255, 255, 255, 255]);
});

test.skipIf(!hasQpdf)("a JPEG is embedded as it is, also from the middle of a larger buffer", async () => {
  const larger = new Uint8Array(smallJpeg.length + 100);
  larger.set(smallJpeg, 50);
  const middle = larger.subarray(50, 50 + smallJpeg.length);
  const bytes = await mustRender(design, makeContent({ logo: jpeg(middle) }), fonts);
  expect(unpack(bytes)).toContain("/DCTDecode");
  expect(Buffer.from(bytes).includes(Buffer.from(smallJpeg))).toBe(true);
});

test("a logo that is no image, damaged, too large or lying is refused, never thrown", async () => {
  const good = makePng(60, 60);
  const wrong: Logo[] = [
    png(new Uint8Array()),
    png(new Uint8Array(40)),
    png(smallJpeg),
    png(good.subarray(0, 33)),
    png(good.subarray(0, good.length - 30)),
    png(good.with(60, (good[60] ?? 0) ^ 0xff)),
    png(good.with(25, 3)),
    png(good.with(24, 5)),
    png(makePng(60, 60, { declaredHeight: 61 })),
    png(makePng(1, 1, { declaredHeight: 4_000_001 })),
    png(makePng(60, 60, { data: new Uint8Array(500) })),
    png(new Uint8Array(300_001)),
    jpeg(new Uint8Array()),
    jpeg(good),
    jpeg(smallJpeg.subarray(0, 30)),
    jpeg(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xe0, 0, 0, 0xff, 0xe0, 0, 0])),
    jpeg(Uint8Array.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0xff, 0xff, 0xff, 0xff, 3, 0, 0])),
  ];
  for (const logo of wrong) {
    const problems = await mustRefuse(design, makeContent({ logo }), fonts);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.path).toBe("organization.logo");
  }
});

test("a PNG that would inflate to far more than its size says is refused without inflating it", async () => {
  const bomb = makePng(60, 60, { data: deflateSync(new Uint8Array(200_000_000), { level: 1 }).subarray(0, 250_000) });
  const start = performance.now();
  expect((await mustRefuse(design, makeContent({ logo: png(bomb) }), fonts))[0]?.path).toBe("organization.logo");
  expect(performance.now() - start).toBeLessThan(500);
});

test("random damage to a logo is drawn or refused, never thrown", async () => {
  let seed = 7;
  const next = (limit: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return (seed >>> 8) % limit;
  };
  for (let round = 0; round < 60; round++) {
    const whole = round % 2 === 0 ? makePng(20, 20) : smallJpeg;
    const damaged = whole.with(next(whole.length), next(256)).with(next(Math.min(whole.length, 60)), next(256));
    const content = makeContent({ logo: round % 2 === 0 ? png(damaged) : jpeg(damaged) });
    const problems = await mustRefuse(design, content, fonts).catch((error: Error) => {
      if (error.message !== "the certificate was drawn") throw error;
      return [];
    });
    for (const problem of problems) expect(problem.path).toBe("organization.logo");
  }
});
