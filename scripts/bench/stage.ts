// What the measurements share. It must never touch .local nor outlive the run.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { type ScratchDatabase, startScratchDatabase } from "./scratch-database.ts";

/** `database` is started at its first call, so that a run without SQL needs none. */
export type Stage = { database: () => Promise<ScratchDatabase>; stop: () => Promise<void> };

export function openStage(): Stage {
  const directory = mkdtempSync(`${tmpdir()}/attestry-bench-`);
  // Postgres does not run as root: its own account must be able to pass through here.
  chmodSync(directory, 0o711);
  let database: Promise<ScratchDatabase> | undefined;
  return {
    database: () => {
      database ??= startScratchDatabase(directory);
      return database;
    },
    stop: async () => {
      const started = await database?.catch(() => undefined);
      await started?.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
