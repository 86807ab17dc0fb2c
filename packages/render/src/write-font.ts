// Writes a font subset as PDF objects. It must never embed a glyph the document does not use, nor a random name.
import type { FontSubset } from "./font-subset.ts";
import { formatNumber, toHex, toUtf16Hex } from "./format-operand.ts";
import { compressedStream, type PdfObject, plainObject, reference } from "./pdf-object.ts";
import { subsetTrueType } from "./subset-true-type.ts";

const ascii = new TextEncoder();
const zeroWidthSpace = "\u200b";

/** The objects of a Type 0 font with an embedded TrueType subset (ISO 32000-1 §9.7); the font itself has the number `first`. */
export function writeFont(subset: FontSubset, first: number, allocate: () => number): PdfObject[] {
  const { metrics, name, outlines } = subset.face;
  const { file, glyphCount } = subsetTrueType(
    outlines,
    subset.glyphs.map((glyph) => glyph.id),
  );
  const fontName = `${toSubsetTag(subset)}+${name}`;
  const scale = 1000 / metrics.unitsPerEm;
  const { minX, minY, maxX, maxY } = metrics.bbox;
  const numbers = (values: readonly number[]) => values.map((value) => formatNumber(value)).join(" ");
  const [cidFont, descriptor, fontFile, cidSet, toUnicode] = [allocate(), allocate(), allocate(), allocate(), allocate()];
  const shape = `/Flags ${metrics.italicAngle === 0 ? 4 : 68}/FontBBox[${numbers([minX * scale, minY * scale, maxX * scale, maxY * scale])}]`;
  const heights = `/ItalicAngle ${formatNumber(metrics.italicAngle)}/Ascent ${formatNumber(metrics.ascent * scale)}/Descent ${formatNumber(metrics.descent * scale)}`;
  const stems = `/CapHeight ${formatNumber(metrics.capHeight * scale)}/StemV ${name.endsWith("Bold") ? 140 : 88}`;
  const widths = numbers(subset.glyphs.map((glyph) => glyph.advance));
  return [
    plainObject(
      first,
      `<</Type/Font/Subtype/Type0/BaseFont/${fontName}/Encoding/Identity-H/DescendantFonts[${reference(cidFont)}]/ToUnicode ${reference(toUnicode)}>>`,
    ),
    plainObject(
      cidFont,
      `<</Type/Font/Subtype/CIDFontType2/BaseFont/${fontName}/CIDToGIDMap/Identity/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${reference(descriptor)}/DW 0/W[1[${widths}]]>>`,
    ),
    plainObject(
      descriptor,
      `<</Type/FontDescriptor/FontName/${fontName}${shape}${heights}${stems}/FontFile2 ${reference(fontFile)}/CIDSet ${reference(cidSet)}>>`,
    ),
    compressedStream(fontFile, `/Length1 ${file.length}`, file),
    compressedStream(cidSet, "", writeCidSet(glyphCount)),
    compressedStream(toUnicode, "", ascii.encode(writeToUnicode(subset))),
  ];
}

/** One bit for each glyph of the font program, all of them set (ISO 32000-1 §9.8.3.2). */
function writeCidSet(glyphCount: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(glyphCount / 8)).fill(0xff);
  const spare = bits.length * 8 - glyphCount;
  bits[bits.length - 1] = (0xff << spare) & 0xff;
  return bits;
}

/** Six capital letters that name the subset (ISO 32000-1 §9.6.4), from a hash (FNV-1a) of its glyphs: no two of a file need differ by more. */
function toSubsetTag({ glyphs }: FontSubset): string {
  let hash = 0x811c9dc5;
  for (const { id } of glyphs) hash = Math.imul(hash ^ id, 0x01000193) >>> 0;
  return Array.from({ length: 6 }, (_, index) => String.fromCharCode(65 + (Math.floor(hash / 26 ** index) % 26))).join("");
}

/** The map from codes back to text (ISO 32000-1 §9.10.3). */
function writeToUnicode(subset: FontSubset): string {
  const entries = subset.glyphs.flatMap((glyph, index) => {
    // What stands for nothing, such as a mark whose letter has its text, is mapped too: readers make up a character for what is not.
    return [`<${toHex(index + 1)}> <${toUtf16Hex(glyph.text || zeroWidthSpace)}>`];
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
