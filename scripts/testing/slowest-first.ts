import { BaseSequencer, type TestSpecification } from "vitest/node";

// Each takes minutes: begun last, they would run alone while the other processors have nothing left to do.
const slowest = ["controls", "batch-chaos", "webhook-chaos", "ten-thousand-rows", "generated-requests"];

/** The order of test files, also on a machine that has not yet measured how long each takes. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => slowest.some((name) => moduleId.endsWith(`/${name}.test.ts`));
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}
