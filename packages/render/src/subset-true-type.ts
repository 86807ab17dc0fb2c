// Builds a small TrueType file from some glyphs of a large one. It must never give other bytes for the same glyphs.
import type { FontOutlines, GlyphParts } from "./font-outlines.ts";
import { viewOf } from "./read-true-type.ts";

/**
 * Returns a font file, and how many glyphs it has. Its glyph 0 is `.notdef`, its glyph i + 1 is `glyphIds[i]`; the same id may occur twice.
 * Parts of composite glyphs follow. There is no `cmap`: it is for a PDF's CIDFontType2 (ISO 32000-1 §9.9).
 */
export function subsetTrueType(font: FontOutlines, glyphIds: readonly number[]): { file: Uint8Array; glyphCount: number } {
  const ids = [0, ...glyphIds];
  const newIds = new Map(ids.map((id, index) => [id, index]));
  const glyphs: GlyphParts[] = [];
  for (let index = 0; index < ids.length; index++) {
    const glyph = font.glyph(ids[index] ?? 0);
    glyphs.push(glyph);
    for (const { id } of glyph.components) if (!newIds.has(id)) newIds.set(id, ids.push(id) - 1);
  }
  const { head, hhea, maxp } = font.tables;
  // In the order of their names, as the table directory must be (OpenType 1.9, "Table directory").
  const sizes = [
    ["glyf", glyphs.reduce((sum, { outline }) => sum + padded(outline.length), 0)],
    ["head", head.length],
    ["hhea", hhea.length],
    ["hmtx", glyphs.length * 4],
    ["loca", (glyphs.length + 1) * 4],
    ["maxp", maxp.length],
  ] as const;
  const { bytes, tables } = layOutTables(sizes);
  const [glyf, newHead, newHhea, hmtx, loca, newMaxp] = tables;
  if (!glyf || !newHead || !newHhea || !hmtx || !loca || !newMaxp) throw new Error("a font file lacks a table");
  newHead.set(head);
  newHhea.set(hhea);
  viewOf(newHhea).setUint16(34, glyphs.length);
  newMaxp.set(maxp);
  viewOf(newMaxp).setUint16(4, glyphs.length);
  writeGlyphs(glyphs, newIds, glyf, viewOf(loca), viewOf(hmtx));
  writeChecksums(bytes, sizes.length);
  return { file: bytes, glyphCount: glyphs.length };
}

function writeGlyphs(
  glyphs: readonly GlyphParts[],
  newIds: ReadonlyMap<number, number>,
  glyf: Uint8Array,
  loca: DataView,
  hmtx: DataView,
): void {
  const outlines = viewOf(glyf);
  let offset = 0;
  glyphs.forEach(({ outline, components, advance, bearing }, index) => {
    glyf.set(outline, offset);
    for (const part of components) outlines.setUint16(offset + part.offset, newIds.get(part.id) ?? 0);
    hmtx.setUint16(index * 4, advance);
    hmtx.setInt16(index * 4 + 2, bearing);
    loca.setUint32(index * 4, offset);
    offset += padded(outline.length);
  });
  loca.setUint32(glyphs.length * 4, offset);
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

/** A file with its table directory, and each table's place in it, still empty. */
function layOutTables(sizes: readonly (readonly [tag: string, length: number])[]): { bytes: Uint8Array; tables: Uint8Array[] } {
  const headerLength = 12 + sizes.length * 16;
  const bytes = new Uint8Array(sizes.reduce((sum, [, length]) => sum + padded(length), headerLength));
  const view = viewOf(bytes);
  const power = Math.floor(Math.log2(sizes.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, sizes.length);
  view.setUint16(6, 2 ** power * 16);
  view.setUint16(8, power);
  view.setUint16(10, (sizes.length - 2 ** power) * 16);
  let offset = headerLength;
  const tables = sizes.map(([tag, length], index) => {
    const entry = 12 + index * 16;
    for (let byte = 0; byte < 4; byte++) bytes[entry + byte] = tag.charCodeAt(byte);
    view.setUint32(entry + 8, offset);
    view.setUint32(entry + 12, length);
    offset += padded(length);
    return bytes.subarray(offset - padded(length), offset - padded(length) + length);
  });
  return { bytes, tables };
}

function writeChecksums(bytes: Uint8Array, tableCount: number): void {
  const view = viewOf(bytes);
  for (let entry = 12; entry < 12 + tableCount * 16; entry += 16) {
    const start = view.getUint32(entry + 8);
    const end = start + padded(view.getUint32(entry + 12));
    let sum = 0;
    for (let offset = start; offset < end; offset += 4) sum = (sum + view.getUint32(offset)) | 0;
    view.setUint32(entry + 4, sum >>> 0);
  }
}
