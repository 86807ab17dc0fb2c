// What issuing needs, made once for an isolate out of what its Worker is bound to.

import { once } from "@attestry/certificate/once";
import { parseSealingKeys } from "@attestry/certificate/seal";
import type { VerifyBases } from "@attestry/certificate/verification-url";
import { connectDatabase } from "@attestry/database/database";
import { FontLibrary } from "@attestry/render/font-library";
import type { Fetcher, R2Bucket } from "@cloudflare/workers-types";
import { CompiledTemplates } from "./compiled-templates.ts";
import { KnownLogos } from "./known-logos.ts";
import { KnownTemplates } from "./known-templates.ts";
import type { IssuingServices } from "./services.ts";

export type IssuingSettings = {
  supabase: { url: string; secretKey: string };
  sealingKeys: string;
  verifyBases: VerifyBases;
  /** Static files, the fonts among them under `/fonts/`. */
  assets: Fetcher;
  files: { sandbox: R2Bucket; live: R2Bucket };
};

export function openIssuingServices({ supabase, sealingKeys, verifyBases, assets, files }: IssuingSettings): IssuingServices {
  return {
    database: connectDatabase(supabase),
    files,
    verifyBases,
    sealingKeys: once(() => parseSealingKeys(sealingKeys)),
    fonts: once(() => openFontLibrary(assets)),
    knownTemplates: new KnownTemplates(),
    knownLogos: new KnownLogos(),
    compiledTemplates: new CompiledTemplates(),
    now: () => new Date(),
  };
}

/** HarfBuzz is asked for only here: what makes the OpenAPI document runs where no WebAssembly file can be imported. */
async function openFontLibrary(assets: Fetcher): Promise<FontLibrary> {
  const { harfBuzzModule: module } = await import("@attestry/render/harfbuzz-module");
  return new FontLibrary({ module, readFile: (name) => readAsset(assets, `/fonts/${name}`) });
}

async function readAsset(assets: Fetcher, path: string): Promise<Uint8Array> {
  const response = await assets.fetch(`https://assets.local${path}`);
  if (!response.ok) throw new Error(`The asset ${path} is missing (${response.status}).`);
  return new Uint8Array(await response.arrayBuffer());
}
