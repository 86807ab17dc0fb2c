// packages/database/src/database.types.ts, read by the Supabase CLI from a database that has all migrations.
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { projectRoot } from "../paths.ts";

export const databaseTypesFile = `${projectRoot}/packages/database/src/database.types.ts`;

const heading = "// Generated from the migrations by `npm run generate`. Do not edit.\n";
const supabase = `${projectRoot}/scripts/node_modules/supabase/dist/supabase.js`;
const run = promisify(execFile);

/** The file's content for the schema `api` of a local Postgres. */
export async function writeDatabaseTypes(databaseUrl: string): Promise<string> {
  const flags = ["gen", "types", "--lang=typescript", "--schema=api", `--remote=${databaseUrl}`];
  // Away from the project, where the CLI would leave a note of its newest version.
  const { stdout } = await run(process.execPath, [supabase, ...flags], {
    cwd: tmpdir(),
    env: { ...process.env, PGSSLMODE: "disable", DO_NOT_TRACK: "1" },
    maxBuffer: 16 * 1024 * 1024,
  });
  return heading + stdout.trimStart();
}
