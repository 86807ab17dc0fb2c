import { readDemoLogo } from "../../read-demo-logo.ts";
import type { Comparison } from "../measurement.ts";
import { drawPlainly } from "./draw-plainly.ts";
import { startPress } from "./press.ts";
import { designs, latin, makeContent } from "./print-job.ts";

function comparePlainly(name: string, design: (typeof designs)["three"], atLeast: number): Comparison {
  return {
    name,
    unit: "ms",
    goal: { atLeast },
    concurrency: 1,
    async setup() {
      const { print } = await startPress(design, latin);
      const logo = readDemoLogo();
      let number = 0;
      return { ours: print, reference: () => drawPlainly(design, makeContent(++number, latin, logo)), teardown: () => {} };
    },
  };
}

/** An isolate that is warm, against the usual way to make the same page. */
export const stampThreeFields = comparePlainly("stamp 3 fields: speed-up over plain pdf-lib", designs.three, 50);
export const stampNineFields = comparePlainly("stamp 9 fields: speed-up over plain pdf-lib", designs.nine, 40);
