import { createTestHarness } from "wrangler";
import { projectRoot } from "../paths.ts";

/** Runs a Worker's cron handler once in workerd. Throws when it does. */
export async function runScheduled(configPath: string, secrets: Record<string, string>): Promise<void> {
  const harness = createTestHarness({ root: projectRoot, workers: [{ configPath, secrets }] });
  try {
    await harness.listen();
    const { outcome } = await harness.getWorker().scheduled({ cron: "17 * * * *" });
    if (outcome !== "ok") throw new Error(`The scheduled run ended with ${outcome}.`);
  } finally {
    await harness.close();
  }
}
