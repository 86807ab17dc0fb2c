import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether an independent reader is installed; says so if not. */
export function hasTool(name: string, packageName: string): boolean {
  const isThere = spawnSync(name, ["-v"]).error === undefined;
  if (!isThere) console.log(`skipped: install ${packageName}`);
  return isThere;
}

/** What a reader copies out of the PDF, by poppler, with white space as single spaces. */
export function readText(bytes: Uint8Array): string {
  return run("pdftotext", ["-layout", "-", "-"], bytes).toString("utf8").replace(/\s+/g, " ").trim();
}

/** The document information, by poppler. */
export function readInfo(bytes: Uint8Array): string {
  return run("pdfinfo", ["-"], bytes).toString("utf8");
}

/** The file with all streams unpacked, by qpdf; throws if qpdf finds anything to complain of. */
export function unpack(bytes: Uint8Array): string {
  run("qpdf", ["--check", "-"], bytes, "in.pdf");
  return run("qpdf", ["--qdf", "--object-streams=disable", "-", "-"], bytes, "in.pdf").toString("latin1");
}

/** The objects of the file without what its streams hold, by qpdf. */
export function readStructure(bytes: Uint8Array): string {
  return unpack(bytes).replace(/\nstream\n[\s\S]*?\nendstream\n/g, "\n");
}

/** The first file attached to the document, by poppler. */
export function readAttachment(bytes: Uint8Array): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "attestry-attachment-"));
  try {
    run("pdfdetach", ["-save", "1", "-o", join(folder, "attached"), "-"], bytes, "in.pdf");
    return readFileSync(join(folder, "attached"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a reader prints of a file, warnings included. `-` among the options is the file; throws if the reader fails. */
export function runReader(tool: string, options: string[], bytes: Uint8Array): string {
  return run(tool, options, bytes, "in.pdf", true).toString("utf8").trim();
}

/** The page as a grey picture at 72 dpi times `scale`, by poppler. */
export function rasterize(bytes: Uint8Array, scale: number): { width: number; height: number; grey: Uint8Array } {
  const picture = run("pdftoppm", ["-gray", "-r", String(72 * scale), "-singlefile", "-"], bytes);
  const [, width = "0", height = "0"] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(picture.subarray(0, 40).toString("latin1")) ?? [];
  const size = Number(width) * Number(height);
  return { width: Number(width), height: Number(height), grey: new Uint8Array(picture.subarray(picture.length - size)) };
}

/** Runs a tool on the bytes; `-` as first path means a temporary file where the tool cannot read its standard input. */
function run(tool: string, options: string[], bytes: Uint8Array, fileName?: string, withWarnings = false): Buffer {
  const folder = fileName ? mkdtempSync(join(tmpdir(), "attestry-render-")) : null;
  try {
    const path = folder && fileName ? join(folder, fileName) : "-";
    if (folder) writeFileSync(path, bytes);
    const first = options.indexOf("-");
    const result = spawnSync(
      tool,
      options.map((option, index) => (index === first ? path : option)),
      {
        input: bytes,
        maxBuffer: 64_000_000,
      },
    );
    if (result.status !== 0) throw new Error(`${tool}: ${result.stderr.toString("utf8")}`);
    return withWarnings ? Buffer.concat([result.stdout, result.stderr]) : result.stdout;
  } finally {
    if (folder) rmSync(folder, { recursive: true });
  }
}
