import { rmSync } from "node:fs";
import { packCompiled } from "@attestry/render/pack-compiled";
import { readDemoLogo } from "../../read-demo-logo.ts";
import { makeTemporaryDirectory } from "../../testing/temporary-directory.ts";
import type { Timing } from "../measurement.ts";
import { startPress } from "./press.ts";
import { designs, latin } from "./print-job.ts";
import { callPress, startPressWorker } from "./start-press-worker.ts";

/** The first request of a Worker that has only said that it is up, as its client sees it: fonts, HarfBuzz, and code that has never run. */
async function timeFirstCall(path: string, body: Uint8Array): Promise<number> {
  const directory = makeTemporaryDirectory("bench-cold");
  const worker = await startPressWorker(directory);
  try {
    const startedAt = performance.now();
    await callPress(worker, path, body);
    return performance.now() - startedAt;
  } finally {
    await worker.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A certificate of nine fields whose template is compiled already, as the bucket gives it. */
export const firstDocument: Timing = {
  name: "first document of a cold Worker",
  goal: { belowMilliseconds: 100 },
  async sample() {
    const { compiled } = await startPress(designs.nine, latin);
    return timeFirstCall("/print?count=1", packCompiled(compiled));
  },
};

/** A template with a logo, where nothing is compiled yet. */
export const firstCompilation: Timing = {
  name: "first compilation in a cold Worker",
  goal: { belowMilliseconds: 300 },
  sample: () => timeFirstCall("/compile", readDemoLogo().bytes),
};
