import { rmSync } from "node:fs";
import postgres from "postgres";
import { afterAll, beforeAll } from "vitest";
import { makeTemporaryDirectory } from "./temporary-directory.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

export type OwnStack = TestStack & { sql: postgres.Sql };

/** A stack for one test file that breaks or kills parts of it. Call the answer inside tests. */
export function useOwnStack(variant: Parameters<typeof startTestStack>[1] = {}): () => OwnStack {
  const directory = makeTemporaryDirectory("own");
  let starting: Promise<TestStack> | undefined;
  let own: OwnStack | undefined;
  beforeAll(async () => {
    starting = startTestStack(directory, variant);
    const stack = await starting;
    own = { ...stack, sql: postgres(stack.databaseUrl, { max: 5, onnotice: () => {} }) };
  });
  afterAll(async () => {
    await own?.sql.end({ timeout: 1 });
    // One that came up too late for the tests is stopped as well, or it would slow down all that come after.
    const stack = await starting?.catch(() => undefined);
    await stack?.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  return () => {
    if (!own) throw new Error("The stack is not up yet.");
    return own;
  };
}
