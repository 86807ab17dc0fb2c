// Installs what is missing (Node 22 and pnpm come from the npm registry), then runs a script of this project under that Node.
// It must run on any Node >= 18, so it uses nothing but Node's own modules.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, "node_modules", ".attestry-installed");
const windows = process.platform === "win32";
const nodeBinary = join(root, "node_modules", "node", "bin", windows ? "node.exe" : "node");

if (Number(process.versions.node.split(".")[0]) < 18) {
  console.error(`Attestry needs Node 18 or newer to start; this is ${process.version}.`);
  process.exit(1);
}

function installationFingerprint() {
  const hash = createHash("sha256").update(`${process.platform}-${process.arch}`);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"]) hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

function isInstalled() {
  return existsSync(nodeBinary) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === installationFingerprint();
}

function install() {
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const startedAt = Date.now();
  console.error("Installing (Node, pnpm and the packages of the lockfile) …");
  const packages = ["-p", `node@${devDependencies.node}`, "-p", `pnpm@${devDependencies.pnpm}`];
  const result = spawnSync("npx", ["-y", ...packages, "pnpm", "install", "--frozen-lockfile", "--reporter=append-only"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, CI: "true", npm_config_loglevel: "error" },
    maxBuffer: 64 * 1024 * 1024,
    shell: windows,
  });
  if (result.status !== 0) {
    console.error(result.stdout ?? "", result.stderr ?? "", result.error?.message ?? "");
    console.error("The installation failed; the lines above say why. It needs the npm registry.");
    process.exit(1);
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, installationFingerprint());
  console.error(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}

if (!isInstalled()) install();

const [script, ...scriptArguments] = process.argv.slice(2);
const child = spawn(nodeBinary, ["--disable-warning=ExperimentalWarning", join(root, script), ...scriptArguments], {
  stdio: "inherit",
  env: {
    ...process.env,
    PATH: `${join(root, "node_modules", ".bin")}${delimiter}${dirname(nodeBinary)}${delimiter}${process.env.PATH}`,
  },
});
// A signal may reach this process alone (kill) or the whole terminal group (Ctrl-C); the script takes a repeated one calmly.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// A shell in between may die of a signal without passing it on: then this process has another parent.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) child.kill("SIGTERM");
}, 500).unref();
child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
