import { spawn } from "node:child_process";
import { projectRoot } from "../../paths.ts";

export type Run = { code: number | null; out: string; err: string };

/** Runs `npm run admin -- …` as a process of its own against a database, with some variables more. */
export function runAdmin(databaseUrl: string, variables: Record<string, string>, ...words: string[]): Promise<Run> {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "scripts/admin/run.ts", ...words], {
    cwd: projectRoot,
    env: { ...inherited, ...variables, DATABASE_URL: databaseUrl, INIT_CWD: projectRoot, NO_COLOR: "1" },
  });
  const run: Run = { code: null, out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    run.out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    run.err += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ ...run, code }));
  });
}
