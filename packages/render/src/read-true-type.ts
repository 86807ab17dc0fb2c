// Reads what a subset needs from a TrueType file. It must never change the bytes it was given.

/** A TrueType file's tables; `locations` has one more entry than there are glyphs. */
export type TrueType = {
  tables: ReadonlyMap<string, Uint8Array>;
  locations: Uint32Array;
  hMetricCount: number;
};

/** Parses the table directory and glyph locations (OpenType 1.9, `loca`, `hhea`). Throws if a required table is missing. */
export function readTrueType(file: Uint8Array): TrueType {
  // A Node Buffer's slice() shares its memory, a plain array's copies: the subsetter relies on copies.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const view = viewOf(bytes);
  const tables = new Map<string, Uint8Array>();
  for (let index = 0; index < view.getUint16(4); index++) {
    const entry = 12 + index * 16;
    const tag = String.fromCharCode(...bytes.subarray(entry, entry + 4));
    const offset = view.getUint32(entry + 8);
    tables.set(tag, bytes.subarray(offset, offset + view.getUint32(entry + 12)));
  }
  const isLong = viewOf(getTable(tables, "head")).getInt16(50) === 1;
  const hMetricCount = viewOf(getTable(tables, "hhea")).getUint16(34);
  return { tables, locations: readLocations(getTable(tables, "loca"), isLong), hMetricCount };
}

/** Returns a table's bytes; throws if the font has none of that name. */
export function getTable(tables: ReadonlyMap<string, Uint8Array>, tag: string): Uint8Array {
  const table = tables.get(tag);
  if (!table) throw new Error(`the font has no ${tag} table`);
  return table;
}

/** A big-endian view of exactly these bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readLocations(loca: Uint8Array, isLong: boolean): Uint32Array {
  const view = viewOf(loca);
  const locations = new Uint32Array(loca.length / (isLong ? 4 : 2));
  for (let index = 0; index < locations.length; index++) {
    locations[index] = isLong ? view.getUint32(index * 4) : view.getUint16(index * 2) * 2;
  }
  return locations;
}
