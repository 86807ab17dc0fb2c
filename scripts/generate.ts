// `npm run generate`: writes what is generated from the code and the migrations. `npm run check` says when it is due.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { databaseTypesFile, writeDatabaseTypes } from "./generate/database-types.ts";
import { listGeneratedFiles } from "./generate/list-generated-files.ts";
import { startScratchDatabase } from "./generate/start-scratch-database.ts";
import { projectRoot } from "./paths.ts";

// A signal ends the process by exit(), which ends the database.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

function write(file: string, content: string): void {
  const isNew = !existsSync(file);
  if (!isNew && readFileSync(file, "utf8") === content) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(`${isNew ? "Added" : "Updated"} ${file.slice(projectRoot.length + 1)}`);
}

try {
  const generated = listGeneratedFiles();
  for (const [path, content] of generated) write(`${projectRoot}/${path}`, content);
  const database = await startScratchDatabase();
  write(databaseTypesFile, await writeDatabaseTypes(database.databaseUrl).finally(database.stop));
  console.log("Everything generated is up to date.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
