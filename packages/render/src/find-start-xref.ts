// Finds the end of a PDF file. It must never look further back than its last line can be.

/** Where the file's cross-reference section begins, as its end says (ISO 32000-1 §7.5.5); null if the file does not end as it should. */
export function findStartXref(bytes: Uint8Array): number | null {
  const end = new TextDecoder("latin1").decode(bytes.subarray(-64));
  const offset = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(end)?.[1];
  return offset === undefined ? null : Number(offset);
}
