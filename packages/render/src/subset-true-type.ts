// Builds a small TrueType file from some glyphs of a large one. It must never give other bytes for the same glyphs.
import { copyGlyph, findTable, getTable, type TrueType, viewOf } from "./read-true-type.ts";

const copiedTables = ["cvt ", "fpgm", "prep"] as const;

/**
 * Returns a font whose glyph 0 is `.notdef` and whose glyph i + 1 is `glyphIds[i]`; the same id may occur twice.
 * Parts of composite glyphs follow. There is no `cmap`: it is for a PDF's CIDFontType2 (ISO 32000-1 §9.9).
 */
export function subsetTrueType(font: TrueType, glyphIds: readonly number[]): Uint8Array {
  const ids = [0, ...glyphIds];
  const newIds = new Map(ids.map((id, index) => [id, index]));
  const outlines: Uint8Array[] = [];
  for (let index = 0; index < ids.length; index++) {
    outlines.push(copyOutline(font, ids[index] ?? 0, ids, newIds));
  }
  const tables = new Map<string, Uint8Array>();
  for (const tag of copiedTables) {
    const table = findTable(font, tag);
    if (table) tables.set(tag, table);
  }
  const { glyf, loca } = joinOutlines(outlines);
  tables.set("glyf", glyf);
  tables.set("loca", loca);
  tables.set("hmtx", copyMetrics(font, ids));
  tables.set(
    "head",
    patchTable(font, "head", (view) => {
      view.setUint32(8, 0);
      view.setInt16(50, 1);
    }),
  );
  tables.set(
    "hhea",
    patchTable(font, "hhea", (view) => view.setUint16(34, ids.length)),
  );
  tables.set(
    "maxp",
    patchTable(font, "maxp", (view) => view.setUint16(4, ids.length)),
  );
  return joinTables(tables);
}

function copyOutline(font: TrueType, id: number, ids: number[], newIds: Map<number, number>): Uint8Array {
  const outline = copyGlyph(font, id);
  const view = viewOf(outline);
  if (outline.length === 0 || view.getInt16(0) >= 0) return outline;
  for (let offset = 10; ; ) {
    const flags = view.getUint16(offset);
    const part = view.getUint16(offset + 2);
    const newId = newIds.get(part) ?? ids.push(part) - 1;
    newIds.set(part, newId);
    view.setUint16(offset + 2, newId);
    if ((flags & 0x20) === 0) return outline;
    offset += componentLength(flags);
  }
}

/** The length of one part of a composite glyph (OpenType 1.9, `glyf`): words or bytes, then none, one, two or four scale factors. */
function componentLength(flags: number): number {
  const scale = flags & 0x08 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
  return 4 + (flags & 0x01 ? 4 : 2) + scale;
}

function joinOutlines(outlines: Uint8Array[]): { glyf: Uint8Array; loca: Uint8Array } {
  const padded = (length: number) => (length + 3) & ~3;
  const glyf = new Uint8Array(outlines.reduce((sum, outline) => sum + padded(outline.length), 0));
  const loca = new Uint8Array((outlines.length + 1) * 4);
  const view = viewOf(loca);
  let offset = 0;
  outlines.forEach((outline, index) => {
    view.setUint32(index * 4, offset);
    glyf.set(outline, offset);
    offset += padded(outline.length);
  });
  view.setUint32(outlines.length * 4, offset);
  return { glyf, loca };
}

function copyMetrics(font: TrueType, ids: number[]): Uint8Array {
  const source = viewOf(getTable(font, "hmtx"));
  const metrics = new Uint8Array(ids.length * 4);
  const view = viewOf(metrics);
  const last = font.hMetricCount - 1;
  ids.forEach((id, index) => {
    const bearingOffset = id <= last ? id * 4 + 2 : font.hMetricCount * 4 + (id - font.hMetricCount) * 2;
    view.setUint16(index * 4, source.getUint16(Math.min(id, last) * 4));
    view.setInt16(index * 4 + 2, source.getInt16(bearingOffset));
  });
  return metrics;
}

function patchTable(font: TrueType, tag: string, patch: (view: DataView) => void): Uint8Array {
  const table = new Uint8Array(getTable(font, tag));
  patch(viewOf(table));
  return table;
}

function joinTables(tables: Map<string, Uint8Array>): Uint8Array {
  const entries = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const headerLength = 12 + entries.length * 16;
  const length = entries.reduce((sum, [, table]) => sum + ((table.length + 3) & ~3), headerLength);
  const bytes = new Uint8Array(length);
  const view = viewOf(bytes);
  const power = Math.floor(Math.log2(entries.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, entries.length);
  view.setUint16(6, 2 ** power * 16);
  view.setUint16(8, power);
  view.setUint16(10, (entries.length - 2 ** power) * 16);
  let offset = headerLength;
  entries.forEach(([tag, table], index) => {
    const entry = 12 + index * 16;
    bytes.set(table, offset);
    for (let byte = 0; byte < 4; byte++) bytes[entry + byte] = tag.charCodeAt(byte);
    view.setUint32(entry + 4, checksum(bytes.subarray(offset, (offset + table.length + 3) & ~3)));
    view.setUint32(entry + 8, offset);
    view.setUint32(entry + 12, table.length);
    offset += (table.length + 3) & ~3;
  });
  return bytes;
}

function checksum(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  let sum = 0;
  for (let offset = 0; offset < bytes.length; offset += 4) sum = (sum + view.getUint32(offset)) >>> 0;
  return sum;
}
