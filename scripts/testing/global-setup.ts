// One real stack for all test files: Postgres, the Supabase interface behind a proxy that can lose answers, and the Workers.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import type { TestProject } from "vitest/node";
import { startTestStack, type TestStack } from "./test-stack.ts";

declare module "vitest" {
  export interface ProvidedContext {
    stack: Omit<TestStack, "stop" | "killDatabase" | "restartDatabase">;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(`${tmpdir()}/attestry-test-`);
  const stack = await startTestStack(directory);
  const { apiUrl, verifyUrl, docsUrl, supabaseUrl, databaseUrl, proxyUrl, secretKey, linkSigningKey, sealingKeys, apiLogFile } =
    stack;
  const told = {
    apiUrl,
    verifyUrl,
    docsUrl,
    supabaseUrl,
    databaseUrl,
    proxyUrl,
    secretKey,
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
