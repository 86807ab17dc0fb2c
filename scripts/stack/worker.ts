// Runs one Worker in workerd, as `wrangler dev` does, with the variables it is given.
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { projectRoot } from "../paths.ts";

export type RunningWorker = {
  url: string;
  ended: Promise<string>;
  stop: () => Promise<void>;
  /** Ends it as a power cut would. */
  kill: () => void;
};

export type WorkerOptions = {
  /** The wrangler.toml, from the project's root. */
  config: string;
  /** Those of the Workers that it is bound to: they run beside it and have no address. */
  boundConfigs?: string[];
  port: number;
  /** Variables and secrets, which override those of the configuration. */
  variables: Record<string, string>;
  /** Where the variables are written for wrangler to read, readable by this user alone. */
  variablesFile: string;
  /** Where R2 and Durable Objects keep their data; several Workers may share it. */
  stateDirectory: string;
  /** Workers with the same one find each other, bindings and queues included. */
  registryDirectory: string;
  onLine?: (line: string) => unknown;
};

const mostOutput = 20_000;
// Where several Workers run in one process, wrangler writes before each line whose it is.
const nameOfSeveral = /^\[attestry-[a-z]+\] /;

const quietEnvironment = { WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false", CI: "true", NO_COLOR: "1" };

/** Resolves when the Worker answers; rejects with what wrangler printed when it ends first. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  // Nobody else's: what Workers store lies there, and what they log.
  mkdirSync(dirname(options.variablesFile), { recursive: true, mode: 0o700 });
  chmodSync(dirname(options.variablesFile), 0o700);
  const lines = Object.entries(options.variables).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  writeFileSync(options.variablesFile, lines.join("\n"), { mode: 0o600 });
  const url = `http://localhost:${options.port}`;
  let output = "";
  const child = spawnWrangler(options);
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (line) => {
      output = `${output}${line}\n`.slice(-mostOutput);
      if (line.trim()) options.onLine?.(line.replace(nameOfSeveral, ""));
    });
  }
  // Once it has ended and all it printed was heard.
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  try {
    await waitForAnswer(url, child, () => output);
  } catch (error) {
    signalGroup(child, "SIGKILL");
    await closed;
    throw error;
  }
  const ended = new Promise<string>((resolve) => child.once("exit", () => resolve(`The Worker of ${options.config} has ended.`)));
  return { url, ended, stop: () => endGroup(child, closed), kill: () => signalGroup(child, "SIGKILL") };
}

function spawnWrangler({
  config,
  boundConfigs = [],
  port,
  variablesFile,
  stateDirectory,
  registryDirectory,
}: WorkerOptions): ChildProcess {
  const flags = [
    ...[config, ...boundConfigs].flatMap((path) => ["--config", path]),
    "--port",
    String(port),
    "--ip",
    "127.0.0.1",
    "--inspector-port",
    "0",
    "--env-file",
    variablesFile,
  ];
  // Workers find each other by name in a registry; two stacks on one machine must not find each other's.
  const quiet = ["--persist-to", stateDirectory, "--show-interactive-dev-session=false", "--log-level", "log"];
  const child = spawn(process.execPath, [`${projectRoot}/node_modules/wrangler/bin/wrangler.js`, "dev", ...flags, ...quiet], {
    cwd: projectRoot,
    // A group of its own: the whole of it is ended together, and a Ctrl-C at the terminal does not end it before its turn.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...quietEnvironment, WRANGLER_REGISTRY_PATH: registryDirectory },
  });
  const endWithUs = () => signalGroup(child, "SIGKILL");
  process.once("exit", endWithUs);
  child.once("exit", () => process.removeListener("exit", endWithUs));
  return child;
}

async function waitForAnswer(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + 300_000;
  while (Date.now() < deadline) {
    if (output().includes("Build failed")) break;
    if (child.exitCode !== null) throw new Error(`wrangler ended with code ${child.exitCode}:\n${output()}`);
    const isUp = await fetch(url, { signal: AbortSignal.timeout(60_000) }).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`wrangler did not come up:\n${output()}`);
}

async function endGroup(child: ChildProcess, closed: Promise<void>): Promise<void> {
  signalGroup(child, "SIGTERM");
  const lastResort = setTimeout(() => signalGroup(child, "SIGKILL"), 5_000);
  // workerd is a grandchild; what is left of the group goes with it.
  child.once("exit", () => signalGroup(child, "SIGKILL"));
  await closed;
  clearTimeout(lastResort);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended already.
  }
}
