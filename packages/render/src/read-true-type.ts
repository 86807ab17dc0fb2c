// Reads what a subset needs from a TrueType file. It must never change the bytes it was given, nor keep a view of them.

/**
 * A TrueType file. `file` returns its bytes as they lie now: in memory that grows, a view is good only until something is allocated.
 * `directory` has each table's place in the file.
 */
export type TrueType = {
  file: () => Uint8Array;
  directory: ReadonlyMap<string, { offset: number; length: number }>;
  hasLongLocations: boolean;
  hMetricCount: number;
  glyphCount: number;
};

/** What a PDF states of a font, in units of which `unitsPerEm` make the font size (OpenType 1.9, `head`, `hhea`, `OS/2`, `post`). */
export type FontMetrics = {
  unitsPerEm: number;
  bbox: { minX: number; minY: number; maxX: number; maxY: number };
  ascent: number;
  descent: number;
  capHeight: number;
  italicAngle: number;
};

/** Parses the table directory. Throws if a required table is missing or the file holds no TrueType outlines. */
export function readTrueType(file: () => Uint8Array): TrueType {
  const bytes = file();
  const view = viewOf(bytes);
  const directory = new Map<string, { offset: number; length: number }>();
  for (let index = 0; index < view.getUint16(4); index++) {
    const entry = 12 + index * 16;
    const tag = String.fromCharCode(...bytes.subarray(entry, entry + 4));
    directory.set(tag, { offset: view.getUint32(entry + 8), length: view.getUint32(entry + 12) });
  }
  const font = { file, directory, hasLongLocations: false, hMetricCount: 0, glyphCount: 0 };
  for (const tag of ["glyf", "loca", "hmtx"]) getTable(font, tag);
  return {
    ...font,
    hasLongLocations: viewOf(getTable(font, "head")).getInt16(50) === 1,
    hMetricCount: viewOf(getTable(font, "hhea")).getUint16(34),
    glyphCount: viewOf(getTable(font, "maxp")).getUint16(4),
  };
}

/** Reads the metrics; a font without an `OS/2` table of version 2 has capitals of 0.7 of its size. */
export function readMetrics(font: TrueType): FontMetrics {
  const [head, hhea, post] = [viewOf(getTable(font, "head")), viewOf(getTable(font, "hhea")), viewOf(getTable(font, "post"))];
  const unitsPerEm = head.getUint16(18);
  const os2 = findTable(font, "OS/2");
  const [minX, minY, maxX, maxY] = [head.getInt16(36), head.getInt16(38), head.getInt16(40), head.getInt16(42)];
  return {
    unitsPerEm,
    bbox: { minX, minY, maxX, maxY },
    ascent: hhea.getInt16(4),
    descent: hhea.getInt16(6),
    capHeight: os2 && os2.length >= 90 ? viewOf(os2).getInt16(88) : unitsPerEm * 0.7,
    italicAngle: post.getInt32(4) / 65536,
  };
}

/** Returns a table's bytes where they lie, or null if the font has none of that name. */
function findTable(font: TrueType, tag: string): Uint8Array | null {
  const place = font.directory.get(tag);
  return place ? font.file().subarray(place.offset, place.offset + place.length) : null;
}

/** Returns a table's bytes where they lie; throws if the font has none of that name. */
export function getTable(font: TrueType, tag: string): Uint8Array {
  const table = findTable(font, tag);
  if (!table) throw new Error(`the font has no ${tag} table`);
  return table;
}

/** Returns a copy of a glyph's outline, empty for a glyph that draws nothing. */
export function copyGlyph(font: TrueType, id: number): Uint8Array {
  if (id >= font.glyphCount) return new Uint8Array();
  const loca = viewOf(getTable(font, "loca"));
  const locate = (index: number) => (font.hasLongLocations ? loca.getUint32(index * 4) : loca.getUint16(index * 2) * 2);
  // A Node Buffer's slice() shares its memory, a plain array's copies.
  return new Uint8Array(getTable(font, "glyf").subarray(locate(id), locate(id + 1)));
}

/** A big-endian view of exactly these bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
