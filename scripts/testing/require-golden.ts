// Pictures that were looked at once and approved. PDFium is the same WebAssembly everywhere, so they hold on every machine.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { localDirectory, projectRoot } from "../paths.ts";
import { comparePixels } from "./compare-pixels.ts";
import { type ReadPicture, readPixels, writePixels } from "./read-pixels.ts";

const usualFolders = { golden: `${projectRoot}/packages/render/test/golden`, failures: `${localDirectory}/golden` };
const mend = "If it is right as it is now: UPDATE_GOLDEN=1 npm test -- golden";

/** One pixel in ten thousand: a letter that moved is more, and so is a line. */
const mostDiffering = 1 / 10_000;

/**
 * Throws when the picture is not the approved one of this name; it and what differs are then in .local/golden. UPDATE_GOLDEN=1
 * approves it instead.
 */
export function requireGolden(name: string, png: Uint8Array, folders = usualFolders): void {
  const goldenFile = `${folders.golden}/${name}.png`;
  const actual = readPixels(png);
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(folders.golden, { recursive: true });
    writeFileSync(goldenFile, writePixels(coarsen(actual)));
    return;
  }
  if (!existsSync(goldenFile)) throw new Error(`There is no golden picture ${name}. ${mend}`);
  const comparison = comparePixels(actual, readPixels(readFileSync(goldenFile)));
  const isRight = comparison !== null && comparison.differing <= mostDiffering * actual.width * actual.height;
  const left = { actual: `${folders.failures}/${name}-actual.png`, diff: `${folders.failures}/${name}-diff.png` };
  for (const file of Object.values(left)) rmSync(file, { force: true });
  if (isRight) return;
  mkdirSync(folders.failures, { recursive: true });
  writeFileSync(left.actual, png);
  if (comparison) writeFileSync(left.diff, writePixels(comparison.diff));
  const what = comparison ? `differs from the golden picture in ${comparison.differing} pixels` : "has another size";
  throw new Error(`${name} ${what}: look at .local/golden/${name}-*.png. ${mend}`);
}

/** Sixteen steps a channel, which halves the file and lies within the tolerance. */
function coarsen({ width, height, data }: ReadPicture): ReadPicture {
  return { width, height, data: data.map((channel) => Math.round(channel / 17) * 17) };
}
