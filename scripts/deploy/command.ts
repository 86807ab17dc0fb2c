// A command as data, so that what a dry run shows is what a deploy runs. Its arguments must never hold a secret: `ps` shows them.
import { spawn } from "node:child_process";
import { projectRoot } from "../paths.ts";

export type Command = {
  tool: "wrangler" | "supabase";
  args: string[];
  /** Variables whose values are secret. */
  secrets?: Record<string, string>;
  /** Variables that may be shown. */
  environment?: Record<string, string>;
};

export type CommandResult = { code: number; output: string };

const programs = {
  wrangler: `${projectRoot}/node_modules/wrangler/bin/wrangler.js`,
  supabase: `${projectRoot}/scripts/node_modules/supabase/dist/supabase.js`,
} as const;

const quiet = {
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_WRITE_LOGS: "false",
  DO_NOT_TRACK: "1",
};

/** As one would type it, secrets as •••. */
export function showCommand({ tool, args, secrets = {}, environment = {} }: Command): string {
  const hidden = Object.keys(secrets).map((name) => `${name}=•••`);
  const shown = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return [...shown, ...hidden, tool, ...args.map(quote)].join(" ");
}

function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

/** Runs it without a terminal, so that it asks nothing, and keeps what it prints. */
export function runQuietly(command: Command): Promise<CommandResult> {
  const child = start(command, ["ignore", "pipe", "pipe"], { CI: "true", NO_COLOR: "1" });
  let output = "";
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs it at this terminal, where it may ask. Throws when it fails; it has said why by then. */
export function runVisibly(command: Command): Promise<void> {
  const child = start(command, "inherit", {});
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command.tool} ${command.args[0]} failed; the lines above say why.`));
    });
  });
}

function start(command: Command, stdio: "inherit" | ["ignore", "pipe", "pipe"], terminal: Record<string, string>) {
  const env = { ...process.env, ...quiet, ...terminal, ...command.environment, ...command.secrets };
  return spawn(process.execPath, [programs[command.tool], ...command.args], { cwd: projectRoot, stdio, env });
}
