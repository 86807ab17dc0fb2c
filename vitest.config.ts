import { defineConfig } from "vitest/config";
import { SlowestFirst } from "./scripts/testing/slowest-first.ts";

// They end what hangs, and measure nothing: a busy machine is ten times slower than one at rest.
const [testTimeout, hookTimeout] = [900_000, 600_000];
const expect = { poll: { interval: 50, timeout: 120_000 } };

export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        test: {
          name: "pure",
          include: [
            "packages/*/test/**/*.test.ts",
            "workers/{verify,pictures}/test/**/*.test.ts",
            "scripts/{bench,generate,deploy,previews,webhook-listen}/test/**/*.test.ts",
          ],
          testTimeout,
          hookTimeout,
          expect,
        },
      },
      {
        test: {
          name: "stack",
          include: [
            "workers/{api,dispatcher,jobs}/test/**/*.test.ts",
            "workers/verify/stack-test/**/*.test.ts",
            "scripts/{admin,issue-csv}/test/**/*.test.ts",
            "supabase/tests/**/*.test.ts",
            "scripts/stack/test/**/*.test.ts",
          ],
          globalSetup: ["scripts/testing/global-setup.ts"],
          testTimeout,
          hookTimeout,
          expect,
          maxWorkers: 3,
        },
      },
    ],
  },
});
