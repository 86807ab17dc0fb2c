// One real stack for all test files: Postgres, the Supabase interface behind a proxy that can lose answers, and the Workers.
import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { makeTemporaryDirectory } from "./temporary-directory.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

declare module "vitest" {
  export interface ProvidedContext {
    stack: Omit<TestStack, "ended" | "stop" | "killDatabase" | "restartDatabase">;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const directory = makeTemporaryDirectory("test");
  const stack = await startTestStack(directory);
  const {
    apiUrl,
    verifyUrl,
    docsUrl,
    supabaseUrl,
    databaseUrl,
    proxyUrl,
    secretKey,
    publishableKey,
    linkSigningKey,
    sealingKeys,
    apiLogFile,
  } = stack;
  const told = {
    apiUrl,
    verifyUrl,
    docsUrl,
    supabaseUrl,
    databaseUrl,
    proxyUrl,
    secretKey,
    publishableKey,
    linkSigningKey,
    sealingKeys,
    apiLogFile,
  };
  project.provide("stack", told);
  return async () => {
    await stack.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
