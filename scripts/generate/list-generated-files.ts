// What `npm run generate` writes without a database, so that `npm run check` can compare it.
import { existsSync, readFileSync } from "node:fs";
import { projectRoot } from "../paths.ts";
import { designSchemaPath, writeDesignSchema } from "./design-schema.ts";
import { writeOpenApi } from "./openapi.ts";
import { writePageScripts } from "./page-scripts.ts";

/** Path from the project's root → content. */
export function listGeneratedFiles(): Map<string, string> {
  return new Map([
    ["docs/openapi.json", writeOpenApi()],
    [`docs/${designSchemaPath}`, writeDesignSchema()],
    ...writePageScripts(),
  ]);
}

/** The files that differ from `generated` or are missing. */
export function listStaleFiles(generated: Map<string, string>): string[] {
  return [...generated].filter(([path, content]) => readIfThere(path) !== content).map(([path]) => path);
}

function readIfThere(path: string): string | undefined {
  const file = `${projectRoot}/${path}`;
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
