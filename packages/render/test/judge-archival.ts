import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const jars = ["preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api"].map(
  (name) => `/usr/share/java/${name}.jar`,
);

/** Whether PDFBox's preflight is installed; says so if not. */
export function hasPreflight(): boolean {
  const isThere = spawnSync("java", ["-version"]).error === undefined && jars.every((jar) => existsSync(jar));
  if (!isThere) console.log("skipped: install default-jre-headless libpdfbox2-java libactivation-java libjaxb-api-java");
  return isThere;
}

/**
 * What PDFBox's preflight finds wrong with the file as PDF/A-1b, the only kind it knows: our claim of PDF/A-3b and the version in
 * the header are changed for the older ones, byte for byte. One line a finding, `<code> : <text>`.
 */
export function judgeAsFirstPart(bytes: Uint8Array): string[] {
  const older = Buffer.from(bytes)
    .toString("latin1")
    .replaceAll("<pdfaid:part>3<", "<pdfaid:part>1<")
    .replace("%PDF-1.7", "%PDF-1.4");
  const folder = mkdtempSync(join(tmpdir(), "attestry-preflight-"));
  try {
    const path = join(folder, "a-1b.pdf");
    writeFileSync(path, older, "latin1");
    const { stdout, stderr } = spawnSync("java", ["-cp", jars.join(":"), "org.apache.pdfbox.preflight.Validator_A1b", path]);
    const report = stdout.toString("utf8");
    if (!report.includes("PDF/A-1b")) throw new Error(`preflight did not judge: ${report} ${stderr.toString("utf8")}`);
    return report.split("\n").filter((line) => /^\d+(\.\d+)* : /.test(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
