import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtInTemplates } from "@attestry/render/built-in-templates";
import { expect, test, vi } from "vitest";
import { readPixels, writePixels } from "../../testing/read-pixels.ts";
import { requireGolden } from "../../testing/require-golden.ts";
import { drawSample } from "../draw-sample.ts";
import { makeSampleContent } from "../make-sample-content.ts";
import { renderSample } from "../render-sample.ts";
import { latin, samples } from "../samples.ts";

const widthPixels = 600;
const cases = builtInTemplates.flatMap((template) =>
  samples.map((sample) => ({ template, sample, slug: template.slug, script: sample.script })),
);

test.each(cases)("$slug in $script looks as approved", async ({ template, sample, slug, script }) => {
  const pdf = await renderSample(template, makeSampleContent(template, sample));
  requireGolden(`${slug}-${script}`, await drawSample(pdf, widthPixels));
});

test("a picture that changed is found, and the difference is shown; one that did not is let through", async () => {
  const [template] = builtInTemplates;
  if (!template) throw new Error("There is no template.");
  const folder = mkdtempSync(join(tmpdir(), "attestry-golden-"));
  const folders = { golden: folder, failures: `${folder}/failures` };
  const draw = async (recipientName: string) =>
    drawSample(await renderSample(template, makeSampleContent(template, { ...latin, recipientName })), widthPixels);
  try {
    const [right, wrong] = [await draw("Aina Rahman"), await draw("Aina Rehman")];
    vi.stubEnv("UPDATE_GOLDEN", "1");
    requireGolden("control", right, folders);
    vi.stubEnv("UPDATE_GOLDEN", "");
    requireGolden("control", right, folders);
    expect(() => requireGolden("control", wrong, folders)).toThrow(/control differs from the golden picture in \d+ pixels/);
    expect(readdirSync(folders.failures)).toEqual(["control-actual.png", "control-diff.png"]);
    expect(() => requireGolden("control", cut(right), folders)).toThrow("has another size");
    expect(() => requireGolden("unknown", right, folders)).toThrow("There is no golden picture unknown.");
  } finally {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  }
});

/** Its upper half. */
function cut(png: Uint8Array): Uint8Array {
  const { width, height, data } = readPixels(png);
  const half = Math.floor(height / 2);
  return writePixels({ width, height: half, data: data.slice(0, 4 * width * half) });
}
