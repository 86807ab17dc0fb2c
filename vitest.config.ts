import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "pure",
          include: [
            "packages/*/test/**/*.test.ts",
            "workers/{verify,pictures}/test/**/*.test.ts",
            "scripts/{bench,generate,deploy,previews,webhook-listen}/test/**/*.test.ts",
          ],
          testTimeout: 30_000,
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
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 3,
        },
      },
    ],
  },
});
