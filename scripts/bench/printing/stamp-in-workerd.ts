import { rmSync } from "node:fs";
import { packCompiled } from "@attestry/render/pack-compiled";
import { makeTemporaryDirectory } from "../../testing/temporary-directory.ts";
import type { Comparison } from "../measurement.ts";
import { startPress } from "./press.ts";
import { designs, latin } from "./print-job.ts";
import { callPress, startPressWorker } from "./start-press-worker.ts";

/** In one request, so that what a request costs does not count. */
const certificatesPerCall = 100;

/** A hundred certificates in workerd, against the same in Node. */
export const stampInWorkerd: Comparison = {
  name: "stamp 9 fields in workerd: times Node",
  unit: "ms",
  goal: { atMost: 1.5 },
  concurrency: 1,
  async setup() {
    const directory = makeTemporaryDirectory("bench-workerd");
    const worker = await startPressWorker(directory);
    const { print, compiled } = await startPress(designs.nine, latin);
    const packed = packCompiled(compiled);
    const ours = () => callPress(worker, `/print?count=${certificatesPerCall}`, packed);
    const reference = async () => {
      for (let printed = 0; printed < certificatesPerCall; printed++) await print();
    };
    const teardown = async () => {
      await worker.stop();
      rmSync(directory, { recursive: true, force: true });
    };
    return { ours, reference, teardown };
  },
};
