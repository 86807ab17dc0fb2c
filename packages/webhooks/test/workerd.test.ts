import { rmSync } from "node:fs";
import { findFreePort } from "@attestry/scripts/stack/free-port";
import { startWorker } from "@attestry/scripts/stack/worker";
import { startDnsStub } from "@attestry/scripts/testing/dns-stub";
import { hostileTarget } from "@attestry/scripts/testing/generate-hostile-urls";
import { hostileNames, hostileUrls } from "@attestry/scripts/testing/hostile-urls";
import { makeTemporaryDirectory } from "@attestry/scripts/testing/temporary-directory";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { findTargetProblem } from "../src/find-target-problem.ts";

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const directory = makeTemporaryDirectory("target-judge");
const publicName = "hooks.example.com";
const stub = await startDnsStub([[publicName, ["93.184.215.14"]], ...hostileNames]);
let judge: Awaited<ReturnType<typeof startWorker>> | undefined;

beforeAll(async () => {
  judge = await startWorker({
    config: "scripts/testing/target-judge/wrangler.toml",
    port: await findFreePort(),
    variables: {},
    variablesFile: `${directory}/variables`,
    stateDirectory: directory,
    registryDirectory: `${directory}/registry`,
  });
}, 90_000);
afterAll(async () => {
  await judge?.stop();
  await stub.stop();
  rmSync(directory, { recursive: true, force: true });
});

const Judgement = z.object({ problems: z.array(z.string().nullable()), resolutions: z.array(z.object({ kind: z.string() })) });

async function askJudge(urls: string[], hostnames: string[], resolverUrl = stub.url): Promise<z.infer<typeof Judgement>> {
  const body = JSON.stringify({ urls, hostnames, resolverUrl });
  const response = await fetch(judge?.url ?? "", { method: "POST", body });
  return Judgement.parse(await response.json());
}

test(`workerd refuses every hostile URL, written or generated, in the words of Node (FUZZ_SEED=${seed})`, async () => {
  const generated = fc.sample(hostileTarget, { seed, numRuns: 5_000 }).filter(({ kind }) => kind === "text");
  const urls = [...hostileUrls, ...generated.map(({ url }) => url)];
  const { problems } = await askJudge(urls, []);
  expect(problems).not.toContain(null);
  expect(problems).toEqual(urls.map((url) => findTargetProblem(url, { allowsLocal: false, ownHosts: [] })));
});

test("workerd goes on accepting a name with an umlaut, however often", async () => {
  const { problems } = await askJudge(Array(20_000).fill("https://münchen.de/hook"), []);
  expect(new Set(problems)).toEqual(new Set([null]));
});

test("workerd asks a DNS server and forbids every name that leads inwards", async () => {
  const { resolutions } = await askJudge([], [publicName, "nobody.example.com", ...hostileNames.keys()]);
  expect(resolutions.map(({ kind }) => kind)).toEqual(["public", "noAddress", ...Array(hostileNames.size).fill("forbidden")]);
  const { resolutions: unanswered } = await askJudge([], [publicName], "http://127.0.0.1:1/dns-query");
  expect(unanswered).toEqual([{ kind: "unresolved" }]);
});
