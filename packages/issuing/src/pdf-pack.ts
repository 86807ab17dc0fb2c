// Many PDFs in one file, with what they have in common in it once. It must never give back other bytes than those that went in.

import { utf8 } from "@attestry/certificate/encoding";
import { z } from "zod";

/** A PDF that begins with the bytes of `template`, which others of the pack share. `sha256` is of the whole. */
export type PackedPdf = { sha256: string; template: Uint8Array; update: Uint8Array };

const magic = utf8.encode("attestry pack 1\n");
const indexOffset = magic.length + 4;

const Span = z.tuple([z.int().nonnegative(), z.int().nonnegative()]);
/** Offsets and lengths in bytes, from the end of the index: the templates, and for each PDF the number of its template and its own part. */
const Index = z.strictObject({
  templates: z.array(Span),
  pdfs: z.record(z.string(), z.tuple([z.int().nonnegative(), z.int().nonnegative(), z.int().nonnegative()])),
});

/** The file: a magic line, the index's length (32 bits, little-endian), the index as JSON, then the parts one after the other. */
export function packPdfs(pdfs: readonly PackedPdf[]): Uint8Array<ArrayBuffer> {
  const templates = [...new Set(pdfs.map(({ template }) => template))];
  const parts = [...templates, ...pdfs.map(({ update }) => update)];
  const spans: [number, number][] = [];
  let length = 0;
  for (const part of parts) {
    spans.push([length, part.length]);
    length += part.length;
  }
  const ownSpans = spans.slice(templates.length);
  const entries = pdfs.map(({ sha256, template }, position) => {
    const [start = 0, size = 0] = ownSpans[position] ?? [];
    return [sha256, [templates.indexOf(template), start, size]] as const;
  });
  const index = utf8.encode(JSON.stringify({ templates: spans.slice(0, templates.length), pdfs: Object.fromEntries(entries) }));
  const file = new Uint8Array(indexOffset + index.length + length);
  file.set(magic);
  new DataView(file.buffer).setUint32(magic.length, index.length, true);
  file.set(index, indexOffset);
  let offset = indexOffset + index.length;
  for (const part of parts) {
    file.set(part, offset);
    offset += part.length;
  }
  return file;
}

/** Reads PDFs out of a pack by the SHA-256 of their bytes; null for one that is not in it. Throws when the file is no pack. */
export function openPack(file: Uint8Array<ArrayBuffer>): (sha256: string) => Uint8Array<ArrayBuffer> | null {
  if (!magic.every((byte, position) => file[position] === byte)) throw new Error("This file is no pack of PDFs.");
  const indexLength = new DataView(file.buffer, file.byteOffset).getUint32(magic.length, true);
  const start = indexOffset + indexLength;
  const { templates, pdfs } = Index.parse(JSON.parse(utf8.decode(file.slice(indexOffset, start).buffer)));
  const read = (offset: number, length: number) => file.subarray(start + offset, start + offset + length);
  return (sha256) => {
    const place = Object.hasOwn(pdfs, sha256) ? pdfs[sha256] : undefined;
    const span = place && templates[place[0]];
    if (!place || !span) return null;
    const [template, update] = [read(...span), read(place[1], place[2])];
    const pdf = new Uint8Array(template.length + update.length);
    pdf.set(template);
    pdf.set(update, template.length);
    return pdf;
  };
}
