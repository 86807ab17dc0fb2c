const saveAsCsv = "open it in a spreadsheet program and save it as CSV UTF-8";

const formats: { starts: number[]; is: string }[] = [
  { starts: [0x50, 0x4b, 0x03, 0x04], is: `is an XLSX, ODS or ZIP file, not CSV: ${saveAsCsv}` },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], is: `is an old Excel file (XLS), not CSV: ${saveAsCsv}` },
  { starts: [0x1f, 0x8b], is: "is compressed with gzip: send the CSV file itself" },
  { starts: [0x25, 0x50, 0x44, 0x46], is: "is a PDF, not CSV: export the table as CSV UTF-8" },
];
const markup = /^\s{0,100}<(?:!doctype|!--|\?xml|html|head|body|table|script)/i;
const json = /^\s{0,100}[{[]/;

/** What a file is that is no CSV, told by its first bytes in words that say what to do; null for any other. */
export function nameOtherFormat(bytes: Uint8Array): string | null {
  const known = formats.find(({ starts }) => starts.every((byte, index) => bytes[index] === byte));
  if (known) return known.is;
  const start = String.fromCharCode(...bytes.subarray(0, 500).filter((byte) => byte > 0 && byte < 0x80));
  if (markup.test(start)) return "is HTML or XML, not CSV: export the table as CSV UTF-8";
  return json.test(start) ? "is JSON, not CSV: send it as application/json" : null;
}
