// Writes a font subset into a PDF. It must never embed a glyph the document does not use, nor a random name.
import { sha256 } from "@noble/hashes/sha2.js";
import { type PDFContext, PDFNumber, type PDFRef, PDFString } from "pdf-lib";
import type { FontSubset } from "./font-subset.ts";
import { toUtf16Hex } from "./format-operand.ts";
import { subsetTrueType } from "./subset-true-type.ts";

/** Adds a Type 0 font with an embedded TrueType subset (ISO 32000-1 §9.7) and returns its reference. */
export function embedFont(context: PDFContext, subset: FontSubset): PDFRef {
  const { metrics, name, tables } = subset.face;
  const file = subsetTrueType(
    tables,
    subset.glyphs.map((glyph) => glyph.id),
  );
  const fontName = `${toSubsetTag(file)}+${name}`;
  const scale = 1000 / metrics.unitsPerEm;
  const { minX, minY, maxX, maxY } = metrics.bbox;
  const descriptor = context.obj({
    Type: "FontDescriptor",
    FontName: fontName,
    Flags: metrics.italicAngle === 0 ? 4 : 68,
    FontBBox: [minX * scale, minY * scale, maxX * scale, maxY * scale],
    ItalicAngle: metrics.italicAngle,
    Ascent: metrics.ascent * scale,
    Descent: metrics.descent * scale,
    CapHeight: metrics.capHeight * scale,
    StemV: name.endsWith("Bold") ? 140 : 88,
    FontFile2: context.register(context.flateStream(file, { Length1: file.length })),
  });
  const cidFont = context.obj({
    Type: "Font",
    Subtype: "CIDFontType2",
    BaseFont: fontName,
    CIDToGIDMap: "Identity",
    CIDSystemInfo: { Registry: PDFString.of("Adobe"), Ordering: PDFString.of("Identity"), Supplement: 0 },
    FontDescriptor: context.register(descriptor),
    DW: 0,
    W: [PDFNumber.of(1), context.obj(subset.glyphs.map((glyph) => Math.round(glyph.advance * 1000) / 1000))],
  });
  const font = context.obj({
    Type: "Font",
    Subtype: "Type0",
    BaseFont: fontName,
    Encoding: "Identity-H",
    DescendantFonts: [context.register(cidFont)],
    ToUnicode: context.register(context.flateStream(writeToUnicode(subset))),
  });
  return context.register(font);
}

/** Six capital letters that name the subset (ISO 32000-1 §9.6.4), taken from the hash of its bytes. */
function toSubsetTag(file: Uint8Array): string {
  return [...sha256(file).subarray(0, 6)].map((byte) => String.fromCharCode(65 + (byte % 26))).join("");
}

/** The map from codes back to text (ISO 32000-1 §9.10.3). */
function writeToUnicode(subset: FontSubset): string {
  const entries = subset.glyphs.flatMap((glyph, index) => {
    if (glyph.text === "") return [];
    return [`<${(index + 1).toString(16).padStart(4, "0")}> <${toUtf16Hex(glyph.text)}>`];
  });
  const sections: string[] = [];
  for (let start = 0; start < entries.length; start += 100) {
    const section = entries.slice(start, start + 100);
    sections.push(`${section.length} beginbfchar`, ...section, "endbfchar");
  }
  return [
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<0000> <ffff>",
    "endcodespacerange",
    ...sections,
    "endcmap",
    "CMapName currentdict /CMap defineresource pop",
    "end",
    "end",
  ].join("\n");
}
