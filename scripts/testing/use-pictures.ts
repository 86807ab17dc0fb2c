import type { PictureService } from "@attestry/picture/drawing";
import { afterAll, beforeAll } from "vitest";
import { createTestHarness } from "wrangler";
import { projectRoot } from "../paths.ts";

/** The Worker for pictures in workerd, called as the API calls it. Call the answer inside tests. */
export function usePictures(): () => PictureService {
  const harness = createTestHarness({ root: projectRoot, workers: [{ configPath: "workers/pictures/wrangler.toml" }] });
  let pictures: PictureService | undefined;
  beforeAll(async () => {
    await harness.listen();
    const worker = await harness
      .getWorker<object, { default: new () => PictureService & Rpc.WorkerEntrypointBranded }>()
      .getExport();
    pictures = { drawPage: async (pdf, widthPixels) => worker.drawPage(pdf, widthPixels) };
  }, 60_000);
  afterAll(() => harness.close());
  return () => {
    if (!pictures) throw new Error("The Worker is not up yet.");
    return pictures;
  };
}
