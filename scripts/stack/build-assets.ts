// Puts together what the API Worker serves as static files: fonts for the renderer, the reference pages, the OpenAPI document.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fontFiles } from "@attestry/render/fonts";
import { projectRoot } from "../paths.ts";

const assetsDirectory = `${projectRoot}/workers/api/dist/assets`;

/** Brings workers/api/dist/assets up to date. A file that is right already is not touched: a running stack may be reading it. */
export function buildAssets(): void {
  const fromRender = createRequire(`${projectRoot}/packages/render/package.json`);
  for (const { name, source } of fontFiles) copy(fromRender.resolve(source), `fonts/${name}`);
  const site = `${projectRoot}/docs/site`;
  for (const file of readdirSync(site, { recursive: true, withFileTypes: true })) {
    const path = `${file.parentPath}/${file.name}`;
    if (file.isFile()) copy(path, `docs/${path.slice(site.length + 1)}`);
  }
  for (const place of ["openapi.json", "v1/openapi.json", "docs/openapi.json"]) copy(`${projectRoot}/docs/openapi.json`, place);
  copy(`${projectRoot}/docs/asset-headers`, "_headers");
}

function copy(source: string, name: string): void {
  const content = readFileSync(source);
  const target = `${assetsDirectory}/${name}`;
  if (existsSync(target) && readFileSync(target).equals(content)) return;
  mkdirSync(dirname(target), { recursive: true });
  // Renamed into place, so that a reader finds the old file or the new one, never half of one.
  writeFileSync(`${target}.${process.pid}`, content);
  renameSync(`${target}.${process.pid}`, target);
}
