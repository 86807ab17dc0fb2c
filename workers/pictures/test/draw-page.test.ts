import { deflateSync } from "node:zlib";
import { readPixels } from "@attestry/scripts/testing/read-pixels";
import { usePictures } from "@attestry/scripts/testing/use-pictures";
import { describe, expect, it } from "vitest";
import { encryptedPdf } from "./encrypted-pdf.ts";
import { makePage } from "./make-pdf.ts";

const pictures = usePictures();
const good = makePage();

async function mustDraw(pdf: Uint8Array, width: number): Promise<Uint8Array> {
  const drawing = await pictures().drawPage(pdf, width);
  if (!drawing.ok) throw new Error(drawing.refusal);
  return drawing.png;
}

/** Its colour at a place, in parts of width and height. */
function colourAt(png: Uint8Array, across: number, down: number): number[] {
  const { width, height, data } = readPixels(png);
  const offset = 4 * (Math.floor(down * height) * width + Math.floor(across * width));
  return [...data.subarray(offset, offset + 4)];
}

function imagePage(width: number, height: number, data: Uint8Array): Uint8Array {
  const hex = Buffer.from(data).toString("hex");
  const form = `/Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 /ColorSpace /DeviceRGB`;
  const image = `<< /Type /XObject ${form} /Filter [/ASCIIHexDecode /FlateDecode] /Length ${hex.length} >>\nstream\n${hex}\nendstream`;
  return makePage({ resources: "/XObject << /X 5 0 R >>", content: "300 0 0 200 0 0 cm /X Do", more: [image] });
}

describe("a picture", () => {
  it("has the width that was asked for, the page's proportions and its colours, in sRGB", async () => {
    const png = await mustDraw(good, 600);
    const { width, height } = readPixels(png);
    expect([width, height]).toEqual([600, 400]);
    expect(colourAt(png, 0.5, 0.5)).toEqual([0, 128, 0, 255]);
    expect(Buffer.from(png).includes("sRGB")).toBe(true);
  });

  it("is white where the page is bare, and right side up", async () => {
    const png = await mustDraw(makePage({ content: "1 0 0 rg 0 150 150 50 re f" }), 300);
    expect(colourAt(png, 0.1, 0.1)).toEqual([255, 0, 0, 255]);
    for (const [across, down] of [
      [0.9, 0.1],
      [0.1, 0.9],
      [0.9, 0.9],
    ] as const)
      expect(colourAt(png, across, down)).toEqual([255, 255, 255, 255]);
  });

  it("is the same to the byte each time", async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => mustDraw(good, 333)));
    for (const other of others) expect(Buffer.from(other).equals(first ?? new Uint8Array())).toBe(true);
  });

  it.each([100, 2400])("may be %i pixels wide", async (width) => {
    expect(readPixels(await mustDraw(good, width)).width).toBe(width);
  });

  it("shows the first page of 10,000", async () => {
    expect(colourAt(await mustDraw(makePage({ pages: 10_000 }), 100), 0.5, 0.5)).toEqual([0, 128, 0, 255]);
  });

  it("runs no script that the file carries", async () => {
    const loop = "<< /S /JavaScript /JS (while \\(true\\) {}) >>";
    const pdf = makePage({
      catalog: `/OpenAction ${loop} /AA << /WC ${loop} >> /Names << /JavaScript << /Names [(a) ${loop}] >> >>`,
    });
    expect(Buffer.from(await mustDraw(pdf, 300)).equals(await mustDraw(good, 300))).toBe(true);
  });

  it("leaves out what draws itself without end", async () => {
    const form =
      "<< /Type /XObject /Subtype /Form /BBox [0 0 300 200] /Resources << /XObject << /X 5 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream";
    const pdf = makePage({ resources: "/XObject << /X 5 0 R >>", content: "/X Do", more: [form] });
    expect(colourAt(await mustDraw(pdf, 300), 0.5, 0.5)).toEqual([255, 255, 255, 255]);
  });
});

describe("what cannot be drawn is refused by kind, and the next page is drawn", () => {
  const noise = Uint8Array.from({ length: 60_000 }, (_, index) => (Math.imul(index + 1, 2654435761) >>> 13) & 255);
  it.each([
    ["nothing at all", new Uint8Array(), "unreadable"],
    ["noise", noise, "unreadable"],
    ["a header alone", new TextEncoder().encode("%PDF-1.7\n"), "unreadable"],
    ["half a file", good.slice(0, good.length / 2), "unreadable"],
    ["a file without a page", makePage({ pages: 0 }), "unreadable"],
    ["a file that needs a password", encryptedPdf, "encrypted"],
    ["a page too tall", makePage({ mediaBox: "[0 0 1 100000]" }), "page_out_of_bounds"],
    ["a page too flat", makePage({ mediaBox: "[0 0 1000000 1]" }), "page_out_of_bounds"],
  ])("%s", async (_, pdf, refusal) => {
    expect(await pictures().drawPage(pdf, 300)).toEqual({ ok: false, refusal });
    expect(colourAt(await mustDraw(good, 300), 0.5, 0.5)).toEqual([0, 128, 0, 255]);
  });

  it("more nesting than there is memory, with the class of the engine's error and nothing of the document", async () => {
    const drawing = await pictures().drawPage(makePage({ content: "q ".repeat(1_000_000) }), 300);
    expect(drawing).toEqual({ ok: false, refusal: "engine_failed", errorName: "RuntimeError" });
    expect(colourAt(await mustDraw(good, 300), 0.5, 0.5)).toEqual([0, 128, 0, 255]);
  });

  it.each([99, 2401, 0, -1, 300.5, Number.NaN, Number.POSITIVE_INFINITY])("a width of %d", async (width) => {
    expect(await pictures().drawPage(good, width)).toEqual({ ok: false, refusal: "width_out_of_bounds" });
  });

  it.each([
    ["a page of 350 kilometres", makePage({ mediaBox: "[0 0 1000000000 1000000000]" })],
    ["a page without an area", makePage({ mediaBox: "[0 0 0 0]" })],
    ["a page whose box has no numbers", makePage({ mediaBox: "[0 0 /A /B]" })],
    ["an image of 96 megabytes in 100 kilobytes", imagePage(8000, 4000, deflateSync(new Uint8Array(8000 * 4000 * 3)))],
    ["an image that lies about its size", imagePage(100_000, 100_000, deflateSync(new Uint8Array(10)))],
  ])("%s is drawn or refused, and the next page is drawn", async (_, pdf) => {
    const drawing = await pictures().drawPage(pdf, 300);
    if (!drawing.ok) expect(["unreadable", "page_out_of_bounds", "engine_failed"]).toContain(drawing.refusal);
    await mustDraw(good, 300);
  });

  it("a good file that lost bytes anywhere", async () => {
    for (let cut = 0; cut < good.length; cut += 7) {
      const pdf = new Uint8Array([...good.slice(0, cut), ...good.slice(cut + 5)]);
      const drawing = await pictures().drawPage(pdf, 100);
      if (!drawing.ok) expect(["unreadable", "page_out_of_bounds", "encrypted"]).toContain(drawing.refusal);
    }
    await mustDraw(good, 300);
  });
});
