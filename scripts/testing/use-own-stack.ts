import { rmSync } from "node:fs";
import postgres from "postgres";
import { afterAll, beforeAll } from "vitest";
import { makeTemporaryDirectory } from "./temporary-directory.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

export type OwnStack = TestStack & { sql: postgres.Sql };

/** A stack for one test file that breaks or kills parts of it. Call the answer inside tests. */
export function useOwnStack(variant: Parameters<typeof startTestStack>[1] = {}): () => OwnStack {
  const directory = makeTemporaryDirectory("own");
  let own: OwnStack | undefined;
  beforeAll(async () => {
    const stack = await startTestStack(directory, variant);
    own = { ...stack, sql: postgres(stack.databaseUrl, { max: 5, onnotice: () => {} }) };
  });
  afterAll(async () => {
    await own?.sql.end({ timeout: 1 });
    await own?.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  return () => {
    if (!own) throw new Error("The stack is not up yet.");
    return own;
  };
}
