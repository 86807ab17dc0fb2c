import { crc32, deflateSync } from "node:zlib";

type Lie = { declaredHeight?: number; data?: Uint8Array; colour?: number };

/** A PNG of one colour with an alpha channel. `declaredHeight`, `colour` and `data` make it another one, or lie about itself. */
export function makePng(width: number, height: number, lie: Lie = {}): Uint8Array {
  const rows = () => {
    const bytes = Buffer.alloc((width * 4 + 1) * height, 0x80);
    for (let row = 0; row < height; row++) bytes[row * (width * 4 + 1)] = 0;
    return bytes;
  };
  return join(
    writeHeader(width, lie.declaredHeight ?? height, 8, lie.colour ?? 6),
    new Uint8Array(),
    lie.data ?? deflateSync(rows()),
  );
}

type Pixels = { colour: 0 | 2 | 3 | 4 | 6; depth: 1 | 2 | 4 | 8 | 16; width: number; rows: number[][]; palette?: number[] };

/** A PNG of these rows of packed samples. */
export function makePngOf({ colour, depth, width, rows, palette = [] }: Pixels): Uint8Array {
  const data = Buffer.concat(rows.map((row) => Buffer.from([0, ...row])));
  return join(writeHeader(width, rows.length, depth, colour), Uint8Array.from(palette), deflateSync(data));
}

function writeHeader(width: number, height: number, depth: number, colour: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, 0], 8);
  return header;
}

function join(header: Uint8Array, palette: Uint8Array, data: Uint8Array): Uint8Array {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const colours = palette.length > 0 ? [chunk("PLTE", palette)] : [];
  return new Uint8Array(
    Buffer.concat([signature, chunk("IHDR", header), ...colours, chunk("IDAT", data), chunk("IEND", new Uint8Array())]),
  );
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
