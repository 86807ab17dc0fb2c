// A compiled template as one file, to be kept between isolates. It must never be trusted to be of this version of the code.
import { type CompiledTemplate, openCompiled, Slots } from "./compiled-template.ts";
import { findStartXref } from "./find-start-xref.ts";
import { viewOf } from "./read-true-type.ts";

/** The length of the slots in four bytes, the slots as JSON, the PDF. */
export function packCompiled({ bytes, slots }: CompiledTemplate): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(slots));
  const packed = new Uint8Array(4 + json.length + bytes.length);
  viewOf(packed).setUint32(0, json.length);
  packed.set(json, 4);
  packed.set(bytes, 4 + json.length);
  return packed;
}

/** The compiled template, or null if the file is no such thing: it is then made anew. */
export function unpackCompiled(packed: Uint8Array): CompiledTemplate | null {
  if (packed.length < 4) return null;
  const start = 4 + viewOf(packed).getUint32(0);
  try {
    const slots = Slots.safeParse(JSON.parse(new TextDecoder().decode(packed.subarray(4, start))));
    const bytes = packed.slice(start);
    return slots.success && findStartXref(bytes) === slots.data.startXref ? openCompiled(bytes, slots.data) : null;
  } catch {
    return null;
  }
}
