// Appends objects to a finished PDF (incremental update, ISO 32000-1 §7.5.6). It must never change a byte that is there already.
import type { PdfObject } from "./pdf-object.ts";

/** What an update needs to know of the file it is appended to; `size` is one more than its highest object number. */
export type FileEnd = { lengthBytes: number; startXref: number; size: number };

const encoder = new TextEncoder();

/**
 * Returns the bytes to append: the objects, new ones and new versions of old ones, a cross-reference section and a trailer.
 * `trailer` holds the trailer's entries but `/Size` and `/Prev`.
 */
export function writeUpdate(end: FileEnd, objects: readonly PdfObject[], trailer: string): Uint8Array {
  const sorted = objects.toSorted((a, b) => a.number - b.number);
  const writer = new ByteWriter(measure(sorted, trailer));
  const offsets = sorted.map((object) => writeObject(writer, end.lengthBytes, object));
  const startXref = end.lengthBytes + writer.length;
  const size = Math.max(end.size, (sorted.at(-1)?.number ?? 0) + 1);
  writer.text(`xref\n${writeSections(sorted, offsets)}`);
  writer.text(`trailer\n<</Size ${size}/Prev ${end.startXref}${trailer}>>\nstartxref\n${startXref}\n%%EOF\n`);
  return writer.bytes;
}

function writeObject(writer: ByteWriter, start: number, { number, value, stream }: PdfObject): number {
  const offset = start + writer.length;
  writer.text(`${number} 0 obj\n${value}`);
  if (stream) {
    writer.text("\nstream\n");
    writer.copy(stream);
    writer.text("\nendstream");
  }
  writer.text("\nendobj\n");
  return offset;
}

/** Cross-reference entries of exactly twenty bytes, in one section for each row of consecutive numbers (§7.5.4). */
function writeSections(objects: readonly PdfObject[], offsets: readonly number[]): string {
  let text = "";
  for (let first = 0; first < objects.length; ) {
    const number = objects[first]?.number ?? 0;
    let end = first + 1;
    while (objects[end]?.number === number + end - first) end++;
    text += `${number} ${end - first}\n`;
    for (const offset of offsets.slice(first, end)) text += `${String(offset).padStart(10, "0")} 00000 n\r\n`;
    first = end;
  }
  return text;
}

/** At least as many bytes as will be written: what stands between values is at most so long. */
function measure(objects: readonly PdfObject[], trailer: string): number {
  return objects.reduce((sum, { value, stream }) => sum + value.length + (stream?.length ?? 0) + 120, trailer.length + 300);
}

/** Collects ASCII text and bytes in a buffer that was made large enough. */
class ByteWriter {
  readonly #buffer: Uint8Array;
  length = 0;

  constructor(sizeBytes: number) {
    this.#buffer = new Uint8Array(sizeBytes);
  }

  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.length);
  }

  text(text: string): void {
    const { read, written } = encoder.encodeInto(text, this.#buffer.subarray(this.length));
    if (read !== text.length) throw new Error("an update is longer than was measured");
    this.length += written;
  }

  copy(bytes: Uint8Array): void {
    this.#buffer.set(bytes, this.length);
    this.length += bytes.length;
  }
}
