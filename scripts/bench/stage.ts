// What the measurements share. It must never touch .local nor outlive the run.
import { rmSync } from "node:fs";
import { makeTemporaryDirectory } from "../testing/temporary-directory.ts";
import { type ScratchDatabase, startScratchDatabase } from "./scratch-database.ts";

/** `database` is started at its first call, so that a run without SQL needs none. */
export type Stage = { database: () => Promise<ScratchDatabase>; stop: () => Promise<void> };

export function openStage(): Stage {
  const directory = makeTemporaryDirectory("bench");
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
