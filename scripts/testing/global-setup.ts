// One real stack for all test files: Postgres, the Supabase interface behind a proxy that can lose answers, and the Workers.
import { rmSync } from "node:fs";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { makeTemporaryDirectory } from "./temporary-directory.ts";
import { createTestOrganization } from "./test-organization.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

type Told = Omit<TestStack, "ended" | "stop" | "killDatabase" | "restartDatabase" | "dns"> & {
  /** A sandbox key of the deployment's primary organization, of which there can be but one. */
  primaryKey: string;
};

declare module "vitest" {
  export interface ProvidedContext {
    stack: Told;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const directory = makeTemporaryDirectory("test");
  const stack = await startTestStack(directory);
  const { ended: _ended, stop, killDatabase: _kill, restartDatabase: _restart, dns: _dns, ...told } = stack;
  const sql = postgres(told.databaseUrl, { max: 1, onnotice: () => {} });
  const primary = await createTestOrganization(sql, { isPrimary: true }).finally(() => sql.end());
  project.provide("stack", { ...told, primaryKey: primary.sandbox.secret });
  return async () => {
    await stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
