// Puts together what the API Worker serves as static files: fonts for the renderer, the reference pages, the OpenAPI document.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { fontFiles } from "@attestry/render/fonts";
import { projectRoot } from "../paths.ts";

const assetsDirectory = `${projectRoot}/workers/api/dist/assets`;

/** Writes workers/api/dist/assets anew. Everything it copies is committed or comes out of a pinned package. */
export function buildAssets(): void {
  rmSync(assetsDirectory, { recursive: true, force: true });
  mkdirSync(`${assetsDirectory}/fonts`, { recursive: true });
  const fromRender = createRequire(fileURLToPath(import.meta.resolve("@attestry/render/fonts")));
  for (const { name, source } of fontFiles) cpSync(fromRender.resolve(source), `${assetsDirectory}/fonts/${name}`);
  const pages = `${projectRoot}/docs/site`;
  if (existsSync(pages)) cpSync(pages, `${assetsDirectory}/docs`, { recursive: true });
}
