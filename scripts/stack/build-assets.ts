// Puts together what the API Worker serves as static files: fonts for the renderer, the documentation site, the OpenAPI document.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fontFiles } from "@attestry/render/font-catalogue";
import { assetHeaders } from "../generate/asset-headers.ts";
import { designSchemaPath, writeDesignSchema } from "../generate/design-schema.ts";
import { writeOpenApi } from "../generate/openapi.ts";
import { buildSite } from "../generate/site.ts";
import { projectRoot } from "../paths.ts";

const assetsDirectory = `${projectRoot}/workers/api/dist/assets`;

/** Brings workers/api/dist/assets up to date. A file that is right already is not touched: a running stack may be reading it. */
export function buildAssets(): void {
  const assets = listAssets();
  for (const [name, content] of assets) write(name, content);
  for (const name of listFiles()) if (!assets.has(name)) rmSync(`${assetsDirectory}/${name}`);
}

function listAssets(): Map<string, Buffer> {
  const assets = new Map<string, Buffer>();
  const fromRender = createRequire(`${projectRoot}/packages/render/package.json`);
  for (const { name, source } of fontFiles) assets.set(`fonts/${name}`, readFileSync(fromRender.resolve(source)));
  for (const [path, content] of buildSite()) assets.set(`docs/${path}`, Buffer.from(content));
  const openApi = Buffer.from(writeOpenApi());
  for (const name of ["openapi.json", "v1/openapi.json"]) assets.set(name, openApi);
  assets.set(designSchemaPath, Buffer.from(writeDesignSchema()));
  return assets.set("_headers", Buffer.from(assetHeaders));
}

function listFiles(): string[] {
  return readdirSync(assetsDirectory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(unfinished))
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(assetsDirectory.length + 1));
}

const unfinished = ".unfinished";

function write(name: string, content: Buffer): void {
  const target = `${assetsDirectory}/${name}`;
  if (existsSync(target) && readFileSync(target).equals(content)) return;
  mkdirSync(dirname(target), { recursive: true });
  // Renamed into place, so that a reader finds the old file or the new one, never half of one.
  const draft = `${target}.${process.pid}${unfinished}`;
  writeFileSync(draft, content);
  renameSync(draft, target);
}
