// What `npm run generate` writes without a database, so that `npm run check` can compare it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { projectRoot } from "../paths.ts";
import { assetHeaders } from "./asset-headers.ts";
import { writeOpenApi } from "./openapi.ts";
import { buildSite } from "./site.ts";

const siteFolder = "docs/site";

/** Path from the project's root → content. */
export function listGeneratedFiles(): Map<string, string> {
  const site = [...buildSite()].map(([path, content]) => [`${siteFolder}/${path}`, content] as const);
  return new Map([["docs/openapi.json", writeOpenApi()], ["docs/asset-headers", assetHeaders], ...site]);
}

/** The files that differ from `generated`, are missing, or are no longer generated. */
export function listStaleFiles(generated: Map<string, string>): string[] {
  const changed = [...generated].filter(([path, content]) => readIfThere(path) !== content).map(([path]) => path);
  return [...changed, ...listLeftovers(generated)];
}

/** What lies below docs/site and is no longer generated. */
export function listLeftovers(generated: Map<string, string>): string[] {
  const root = `${projectRoot}/${siteFolder}`;
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(projectRoot.length + 1))
    .filter((path) => !generated.has(path));
}

function readIfThere(path: string): string | undefined {
  const file = `${projectRoot}/${path}`;
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
