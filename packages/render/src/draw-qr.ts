// Draws the QR code of the verification URL. It must never draw one that a phone cannot read.
import { encodeQR } from "qr";
import type { QrElement } from "./design.ts";
import { type Drawing, reportProblem } from "./drawing.ts";

const quietZoneModules = 4;
const smallestModulePoints = 0.8;
const longestUrl = 1000;

/** Draws the code with error correction M, one rectangle for each run of dark modules in a row, all filled at once. */
export function drawQrElement(drawing: Drawing, element: QrElement): void {
  const modules = encodeUrl(drawing.values.verificationUrl);
  const modulePoints = element.size / modules.length;
  if (modules.length === 0 || modulePoints < smallestModulePoints) {
    reportProblem(drawing, "verificationUrl", "is empty, or too long for a QR code on this certificate");
    return;
  }
  drawing.canvas.rectangle(element.x, element.y, element.size, element.size, { fill: element.background });
  const runs = modules.flatMap((row, index) => listRuns(row).map(({ start, length }) => [start, index, length] as const));
  drawing.canvas.grid([element.x, element.y], modulePoints, runs, element.colour);
  drawing.links.push({ x: element.x, y: element.y, width: element.size, height: element.size });
}

/** The code's modules with their quiet zone; none if the URL is empty or too long. */
function encodeUrl(url: string): boolean[][] {
  if (url === "" || url.length > longestUrl) return [];
  return encodeQR(url.toWellFormed(), "raw", { ecc: "medium", border: quietZoneModules });
}

function listRuns(row: readonly boolean[]): { start: number; length: number }[] {
  const runs: { start: number; length: number }[] = [];
  for (let start = 0; start < row.length; start++) {
    if (!row[start]) continue;
    let end = start;
    while (row[end]) end++;
    runs.push({ start, length: end - start });
    start = end;
  }
  return runs;
}
