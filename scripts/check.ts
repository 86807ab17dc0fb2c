// `npm run check`: format, lint, types, freshness of what is generated, bundles and leaks. No database, no network.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { tryWorker } from "./deploy/deploy-worker.ts";
import { listWorkers, type Worker } from "./deploy/list-workers.ts";
import { projectRoot } from "./paths.ts";
import { buildAssets } from "./stack/build-assets.ts";

type Outcome = { ok: boolean; output: string; note?: string };
type Step = { name: string; run: () => Promise<Outcome> };

const concurrentSteps = 2;
// Cloudflare's limit for a gzipped Worker on the free plan; the larger limit of the paid one is no reason to grow.
const largestGzipKib = 3 * 1024;

function runTool(script: string, args: string[], mend = ""): Promise<Outcome> {
  const child = spawn(process.execPath, [`${projectRoot}/node_modules/${script}`, ...args], { cwd: projectRoot });
  let output = "";
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ ok: false, output: error.message }));
    child.once("close", (code) => resolve({ ok: code === 0, output: `${output}${mend}` }));
  });
}

async function compareGenerated(): Promise<Outcome> {
  // Imported here: an error in what it imports is this step's failure, not the end of the others.
  const { listGeneratedFiles, listStaleFiles } = await import("./generate/list-generated-files.ts");
  const generated = listGeneratedFiles();
  const stale = listStaleFiles(generated);
  if (stale.length === 0) return { ok: true, output: "", note: `${generated.size} files` };
  return { ok: false, output: `${stale.join("\n")}\nThese are stale. Mend it with: npm run generate` };
}

async function bundle({ name, config }: Worker): Promise<Outcome> {
  buildAssets();
  const { code, output, gzipKib } = await tryWorker({ tool: "wrangler", args: ["deploy", "--config", config] });
  if (code !== 0 || gzipKib === undefined) return { ok: false, output };
  const note = `${gzipKib} KiB gzipped`;
  return { ok: gzipKib <= largestGzipKib, output: `${name} has ${note}; ${largestGzipKib} KiB are allowed.`, note };
}

const leaks = [
  ["an API key", /sk_(?:live|sandbox)_at_[0-9A-Za-z]{36}/],
  ["a webhook secret", /whsec_[0-9A-Za-z+/=]{24,}/],
  ["a Supabase secret key", /sb_secret_[0-9A-Za-z_-]{20,}/],
  ["a signed token", /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/],
  ["a private key", /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/],
  ["a path of someone's home", /(?:\/home\/|\/Users\/|\/root\/|[A-Z]:\\Users\\)[\w.-]+/],
] as const;
// Published test vectors are no secrets: they carry this word on their line.
const excuse = "not-a-secret";
const largestScannedBytes = 2_000_000;

async function findLeaks(): Promise<Outcome> {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", args, { cwd: projectRoot, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const paths = files.split("\0").filter((path) => path && isScanned(`${projectRoot}/${path}`));
  const found = paths.flatMap(listLeaks);
  return { ok: found.length === 0, output: found.join("\n"), note: `${paths.length} files` };
}

function isScanned(file: string): boolean {
  return existsSync(file) && statSync(file).isFile() && statSync(file).size <= largestScannedBytes;
}

/** Where, and of which kind; never the text itself. */
function listLeaks(path: string): string[] {
  const lines = readFileSync(`${projectRoot}/${path}`, "latin1").split("\n");
  return lines.flatMap((line, index) =>
    leaks
      .filter(([, pattern]) => pattern.test(line) && !line.includes(excuse))
      .map(([kind]) => `${path}:${index + 1} looks like ${kind}.`),
  );
}

const steps: Step[] = [
  { name: "types of the scripts and tests", run: () => runTool("typescript/bin/tsc", ["-p", "scripts/tsconfig.json"]) },
  { name: "types of the pages' script", run: () => runTool("typescript/bin/tsc", ["-p", "workers/verify/client/tsconfig.json"]) },
  { name: "types of the Workers", run: () => runTool("typescript/bin/tsc", ["-p", "workers/tsconfig.json"]) },
  {
    name: "format and lint",
    run: () => runTool("@biomejs/biome/bin/biome", ["check", "."], "Mend what can be mended with: npm run format"),
  },
  { name: "no secrets, no home paths", run: findLeaks },
  { name: "generated files are fresh", run: compareGenerated },
  ...listWorkers().map((worker) => ({ name: `bundle of ${worker.name}`, run: () => bundle(worker) })),
];

async function perform({ name, run }: Step): Promise<Outcome & { name: string }> {
  const startedAt = performance.now();
  const outcome = await run().catch((error: unknown): Outcome => ({ ok: false, output: String(error) }));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${outcome.ok ? "✓" : "✗"} ${name}${outcome.note ? ` (${outcome.note})` : ""}, ${seconds} s`);
  return { ...outcome, name };
}

async function performAll(): Promise<(Outcome & { name: string })[]> {
  const waiting = [...steps];
  const done: (Outcome & { name: string })[] = [];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) done.push(await perform(step));
  };
  await Promise.all(Array.from({ length: concurrentSteps }, work));
  return done;
}

const failed = (await performAll()).filter(({ ok }) => !ok);
for (const { name, output } of failed) console.error(`\n── ${name}\n${output.trim()}`);
process.exitCode = failed.length > 0 ? 1 : 0;
