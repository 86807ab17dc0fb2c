// Templates and files for tests, small and right; a test changes what it is about.
import { crc32, deflateSync } from "node:zlib";
import { z } from "zod";
import type { ApiClient } from "./api-client.ts";
import * as contract from "./contract.ts";

type Members = Record<string, unknown>;

const box = { x: 60, width: 470, height: 60, verticalAlign: "middle" };
const style = { family: "sans", weight: "regular", size: 20, minSize: 6, maxLines: 3, align: "center", colour: "#112233" };

export function aText(content: string, changes: Members = {}): Members {
  return { type: "text", content, y: 100, ...box, ...style, ...changes };
}

export function aDesign(...elements: Members[]): Members {
  return { page: { size: "A5", orientation: "landscape" }, elements: [aText("{{recipientName}}"), ...elements] };
}

export const aField = { key: "grade", label: "Grade", type: "text", visibility: "public" };

/** The body that creates a template. */
export function aTemplate(changes: Members = {}): Members {
  return { name: "Workshop", description: "", metadata_schema: { fields: [aField] }, design: aDesign(), ...changes };
}

/** Creates one and answers it. Throws when it is refused. */
export async function createTemplate(client: ApiClient, changes: Members = {}, headers: Record<string, string> = {}) {
  const answer = await client.request("/v1/templates", { method: "POST", body: aTemplate(changes), headers });
  if (answer.status !== 201) throw new Error(`Creating a template answered ${answer.status}: ${answer.text}`);
  return z.object({ data: contract.templateWrite }).parse(answer.body).data.template;
}

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
