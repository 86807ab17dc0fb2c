// The colour profile a PDF/A names as its output intent. It must never depend on anything but the standard it describes.

/** Chromatic adaptation of the sRGB primaries to D50 (IEC 61966-2-1, ICC.1:2001-04 §6.1), as s15Fixed16 numbers. */
const colorants = [
  ["rXYZ", [0.43607, 0.22249, 0.01392]],
  ["gXYZ", [0.38515, 0.71687, 0.09708]],
  ["bXYZ", [0.14307, 0.06061, 0.7141]],
] as const;
const whitePoint = [0.9642, 1, 0.8249] as const;
const curvePoints = 1024;
const name = "sRGB IEC61966-2.1";
const encoder = new TextEncoder();

/** A display profile of version 2.1 (ICC.1:2001-04), about 2.5 KB: the oldest kind, which every reader knows. */
export function createSrgbProfile(): Uint8Array {
  const curve = writeCurve();
  const tags: [string, Uint8Array][] = [
    ["desc", writeDescription()],
    ["cprt", concatenate([signature("text"), new Uint8Array(4), encoder.encode("No copyright, use freely\0")])],
    ["wtpt", writeXyz(whitePoint)],
    ...colorants.map(([tag, value]): [string, Uint8Array] => [tag, writeXyz(value)]),
    ["rTRC", curve],
    ["gTRC", curve],
    ["bTRC", curve],
  ];
  return joinTags(tags);
}

function joinTags(tags: [string, Uint8Array][]): Uint8Array {
  const table = new Uint8Array(4 + tags.length * 12);
  const view = new DataView(table.buffer);
  view.setUint32(0, tags.length);
  const placed = new Map<Uint8Array, number>();
  const bodies: Uint8Array[] = [];
  let offset = 128 + table.length;
  tags.forEach(([tag, body], index) => {
    if (!placed.has(body)) {
      placed.set(body, offset);
      const padded = new Uint8Array((body.length + 3) & ~3);
      padded.set(body);
      bodies.push(padded);
      offset += padded.length;
    }
    table.set(signature(tag), 4 + index * 12);
    view.setUint32(8 + index * 12, placed.get(body) ?? 0);
    view.setUint32(12 + index * 12, body.length);
  });
  return concatenate([writeHeader(offset), table, ...bodies]);
}

function writeHeader(sizeBytes: number): Uint8Array {
  const header = new Uint8Array(128);
  const view = new DataView(header.buffer);
  view.setUint32(0, sizeBytes);
  view.setUint32(8, 0x02100000);
  header.set(signature("mntr"), 12);
  header.set(signature("RGB "), 16);
  header.set(signature("XYZ "), 20);
  // 1 January 2026: a profile must have a date, and the same one always.
  [2026, 1, 1].forEach((part, index) => {
    view.setUint16(24 + index * 2, part);
  });
  header.set(signature("acsp"), 36);
  whitePoint.forEach((part, index) => {
    view.setInt32(68 + index * 4, toFixed(part));
  });
  return header;
}

function writeDescription(): Uint8Array {
  const text = encoder.encode(`${name}\0`);
  const body = new Uint8Array(12 + text.length + 78);
  body.set(signature("desc"));
  new DataView(body.buffer).setUint32(8, text.length);
  body.set(text, 12);
  return body;
}

function writeXyz(value: readonly number[]): Uint8Array {
  const body = new Uint8Array(20);
  body.set(signature("XYZ "));
  const view = new DataView(body.buffer);
  value.forEach((part, index) => {
    view.setInt32(8 + index * 4, toFixed(part));
  });
  return body;
}

/** The transfer function of IEC 61966-2-1 §5.2 as a table. */
function writeCurve(): Uint8Array {
  const body = new Uint8Array(12 + curvePoints * 2);
  body.set(signature("curv"));
  const view = new DataView(body.buffer);
  view.setUint32(8, curvePoints);
  for (let index = 0; index < curvePoints; index++) {
    const encoded = index / (curvePoints - 1);
    const linear = encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
    view.setUint16(12 + index * 2, Math.round(linear * 65_535));
  }
  return body;
}

function toFixed(value: number): number {
  return Math.round(value * 65_536);
}

function signature(text: string): Uint8Array {
  return encoder.encode(text);
}

function concatenate(parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
