import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { degrees, PDFDocument, rgb } from "pdf-lib";
import { describe, expect, test } from "vitest";
import type { Asset } from "../src/compile-template.ts";
import { Design, type DesignElement } from "../src/design.ts";
import { renderCertificate } from "../src/render-certificate.ts";
import { createTestLibrary } from "./load-test-fonts.ts";
import { makeContent } from "./make-content.ts";
import { makeText } from "./make-design.ts";
import { makePng, makePngOf } from "./make-png.ts";
import { hasTool, rasterize, readText } from "./read-pdf.ts";

const library = createTestLibrary();

const hasPoppler = hasTool("pdftotext", "poppler-utils");
const idOf = ({ bytes }: Asset) => createHash("sha256").update(bytes).digest("hex");
const asPng = (bytes: Uint8Array): Asset => ({ mediaType: "image/png", bytes });

type Change = { background?: "stretch" | "contain" | "cover"; elements?: DesignElement[] };

async function draw(asset: Asset, { background, elements = [makeText("{{recipientName}}")] }: Change) {
  const id = idOf(asset);
  const design = Design.parse({
    page: { size: { width: 400, height: 300 } },
    ...(background && { background: { asset: id, fit: background } }),
    elements,
  });
  return renderCertificate(design, makeContent(), library, new Map([[id, asset]]));
}

async function mustDraw(asset: Asset, change: Change): Promise<Uint8Array> {
  const rendering = await draw(asset, change);
  if (!rendering.ok) throw new Error(JSON.stringify(rendering.problems));
  return rendering.bytes;
}

const shade = (bytes: Uint8Array, x: number, y: number) => {
  const { width, grey } = rasterize(bytes, 1);
  return grey[y * width + x] ?? 0;
};

/** A page that is dark in its upper left quarter alone. */
async function makePage(turn: number): Promise<Asset> {
  const document = await PDFDocument.create();
  const page = document.addPage([200, 100]);
  page.drawRectangle({ x: 0, y: 50, width: 100, height: 50, color: rgb(0, 0, 0) });
  page.setRotation(degrees(turn));
  return { mediaType: "application/pdf", bytes: await document.save() };
}

describe.skipIf(!hasPoppler)("a background", () => {
  test("of each colour type of PNG is drawn as it looks", async () => {
    const kinds = [
      makePngOf({ colour: 0, depth: 8, width: 4, rows: Array.from({ length: 3 }, () => [60, 60, 60, 60]) }),
      makePngOf({ colour: 0, depth: 1, width: 4, rows: Array.from({ length: 3 }, () => [0x00]) }),
      makePngOf({ colour: 0, depth: 16, width: 1, rows: [[60, 0]] }),
      makePngOf({ colour: 2, depth: 8, width: 1, rows: [[60, 60, 60]] }),
      makePngOf({ colour: 3, depth: 8, width: 2, rows: [[1, 1]], palette: [255, 255, 255, 60, 60, 60] }),
      makePngOf({ colour: 3, depth: 2, width: 4, rows: [[0x55]], palette: [255, 255, 255, 60, 60, 60] }),
      makePngOf({ colour: 4, depth: 8, width: 1, rows: [[60, 255]] }),
      makePngOf({ colour: 6, depth: 8, width: 1, rows: [[60, 60, 60, 255]] }),
    ];
    for (const bytes of kinds) {
      const drawn = await mustDraw(asPng(bytes), { background: "stretch" });
      expect(Math.abs(shade(drawn, 5, 5) - 60)).toBeLessThanOrEqual(bytes[24] === 1 ? 60 : 2);
      expect(readText(drawn)).toBe("Aina Rahman");
    }
  });

  test("is stretched, contained or made to cover the page", async () => {
    const dark = asPng(makePngOf({ colour: 0, depth: 8, width: 1, rows: [[0], [0]] }));
    const edges = async (background: "stretch" | "contain" | "cover") => {
      const drawn = await mustDraw(dark, { background });
      return [shade(drawn, 3, 150), shade(drawn, 200, 150), shade(drawn, 396, 297)];
    };
    expect(await edges("stretch")).toEqual([0, 0, 0]);
    expect(await edges("cover")).toEqual([0, 0, 0]);
    expect(await edges("contain")).toEqual([255, 0, 255]);
  });

  test.each([
    [0, [0, 255, 255, 255]],
    [90, [255, 0, 255, 255]],
    [180, [255, 255, 255, 0]],
    [270, [255, 255, 0, 255]],
  ] as const)("that is a PDF turned by %i degrees lies as a viewer shows it", async (turn, corners) => {
    const drawn = await mustDraw(await makePage(turn), { background: "stretch" });
    expect([shade(drawn, 20, 20), shade(drawn, 380, 20), shade(drawn, 20, 280), shade(drawn, 380, 280)]).toEqual(corners);
  });

  test("lies under the elements, and an image among them in its place in the list", async () => {
    const dark = asPng(makePngOf({ colour: 0, depth: 8, width: 1, rows: [[0]] }));
    const picture: DesignElement = {
      type: "image",
      asset: idOf(dark),
      x: 100,
      y: 100,
      width: 50,
      height: 50,
      fit: "contain",
      align: "left",
    };
    const white: DesignElement = { type: "rectangle", x: 100, y: 100, width: 25, height: 50, fill: "#ffffff" };
    const over = await mustDraw(dark, { elements: [picture, white] });
    expect([shade(over, 110, 125), shade(over, 140, 125), shade(over, 200, 125)]).toEqual([255, 0, 255]);
    const under = await mustDraw(dark, { elements: [white, picture] });
    expect([shade(under, 110, 125), shade(under, 140, 125)]).toEqual([0, 0]);
  });

  test("of twenty megapixels costs neither its pixels in memory nor an error", async () => {
    const rows = Buffer.alloc((5000 * 3 + 1) * 4000, 90);
    for (let row = 0; row < 4000; row++) rows[row * (5000 * 3 + 1)] = 0;
    const large = asPng(makePng(5000, 4000, { colour: 2, data: deflateSync(rows) }));
    const before = process.memoryUsage().rss;
    const drawn = await mustDraw(large, { background: "cover" });
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
    expect(Math.abs(shade(drawn, 5, 5) - 90)).toBeLessThanOrEqual(2);
  });
});

test("an asset that is damaged, too large or not there is refused by the place that names it", async () => {
  const design = { background: "cover" } as const;
  const wrong: [Asset, RegExp][] = [
    [asPng(new Uint8Array(50)), /not a readable PNG/],
    [asPng(makePng(60, 60).subarray(0, 90)), /damaged PNG/],
    [asPng(makePng(6000, 5000)), /30000000|more than 25 million/],
    [asPng(makePng(3000, 2000)), /transparent or interlaced/],
    [asPng(makePngOf({ colour: 2, depth: 1, width: 1, rows: [[0]] })), /not a readable PNG/],
    [asPng(Buffer.concat([makePng(1, 1), Buffer.alloc(10_000_000)])), /larger than 10 MB together/],
    [{ mediaType: "image/jpeg", bytes: new Uint8Array(50) }, /not a readable JPEG/],
    [{ mediaType: "application/pdf", bytes: new Uint8Array(50) }, /not a readable PDF/],
  ];
  for (const [asset, message] of wrong) {
    const rendering = await draw(asset, design);
    expect(rendering.ok ? [] : rendering.problems).toEqual([
      { path: "design.background.asset", message: expect.stringMatching(message) },
    ]);
  }
  const [first, second] = [
    makePngOf({ colour: 6, depth: 8, width: 1, rows: [[9, 9, 9, 9]] }),
    makePng(1, 1, { declaredHeight: 9000 }),
  ];
  const twoHeaders = Buffer.concat([first.subarray(0, 33), second.subarray(8, 33), first.subarray(33)]);
  const before = process.memoryUsage().rss;
  expect((await draw(asPng(new Uint8Array(twoHeaders)), design)).ok).toBe(true);
  expect(process.memoryUsage().rss - before).toBeLessThan(30_000_000);
  const nothing = await draw(asPng(makePng(1, 1)), {
    elements: [{ type: "image", asset: "0".repeat(64), x: 0, y: 0, width: 10, height: 10, fit: "cover", align: "left" }],
  });
  expect(nothing).toMatchObject({ ok: false, problems: [{ path: "design.elements.0.asset" }] });
});
