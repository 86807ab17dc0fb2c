// Pictures for tests, right or wrong in one thing.
import { crc32, deflateSync } from "node:zlib";

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** A grey picture. `claims` are the dimensions its header tells, `extra` chunks before the data, `tail` what follows the end. */
export function makePng(
  width: number,
  height: number,
  { claims = [width, height], extra = [], tail = "" }: { claims?: number[]; extra?: string[]; tail?: string } = {},
): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claims[0] ?? 0, 0);
  header.writeUInt32BE(claims[1] ?? 0, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.alloc(height * (width + 1), 0x80));
  const parts = [
    signature,
    chunk("IHDR", header),
    ...extra.map((type) => chunk(type, Buffer.alloc(8))),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
    Buffer.from(tail),
  ];
  return new Uint8Array(Buffer.concat(parts));
}
