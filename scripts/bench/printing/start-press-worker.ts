import { writeFileSync } from "node:fs";
import { projectRoot } from "../../paths.ts";
import { buildAssets } from "../../stack/build-assets.ts";
import { findFreePort } from "../../stack/free-port.ts";
import { type RunningWorker, startWorker } from "../../stack/worker.ts";

/** The press in workerd, with its files in the directory. */
export async function startPressWorker(directory: string): Promise<RunningWorker> {
  buildAssets();
  const config = `${directory}/wrangler.json`;
  const settings = {
    name: "attestry-bench-press",
    main: `${projectRoot}/scripts/bench/printing/press-worker.ts`,
    compatibility_date: "2026-11-02",
    compatibility_flags: ["nodejs_compat"],
    assets: { directory: `${projectRoot}/workers/api/dist/assets`, binding: "ASSETS", run_worker_first: true },
  };
  writeFileSync(config, JSON.stringify(settings));
  const variablesFile = `${directory}/variables`;
  return startWorker({
    config,
    port: await findFreePort(),
    variables: {},
    variablesFile,
    stateDirectory: directory,
    registryDirectory: `${directory}/registry`,
  });
}

/** Sends bytes to the press and returns its answer; throws if it fails. */
export async function callPress({ url }: RunningWorker, path: string, body: Uint8Array): Promise<Uint8Array> {
  const response = await fetch(`${url}${path}`, { method: "POST", body: new Uint8Array(body) });
  const answer = new Uint8Array(await response.arrayBuffer());
  if (!response.ok) throw new Error(new TextDecoder().decode(answer));
  return answer;
}
