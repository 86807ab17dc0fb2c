import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { readDemoLogo } from "../../read-demo-logo.ts";
import { makeTemporaryDirectory } from "../../testing/temporary-directory.ts";
import { startPress } from "../printing/press.ts";
import { designs, latin } from "../printing/print-job.ts";
import { callPress, startPressWorker } from "../printing/start-press-worker.ts";

const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function printInNewIsolate(): Promise<string> {
  const directory = makeTemporaryDirectory("isolates");
  const worker = await startPressWorker(directory);
  try {
    return hash(await callPress(worker, "/document", readDemoLogo().bytes));
  } finally {
    await worker.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

test("two isolates, and Node, print the same certificate in the same bytes", async () => {
  const { print } = await startPress(designs.nine, latin);
  const [inNode, another] = [hash(await print()), hash(await print())];
  expect(another).not.toBe(inNode);
  expect([await printInNewIsolate(), await printInNewIsolate()]).toEqual([inNode, inNode]);
}, 90_000);
