import { connectDatabase } from "@attestry/database/database";
import { CompiledTemplates } from "@attestry/issuing/compiled-templates";
import { KnownLogos } from "@attestry/issuing/known-logos";
import { KnownTemplates } from "@attestry/issuing/known-templates";
import { parseSealingKeys } from "@attestry/issuing/seal";
import type { IssuingServices } from "@attestry/issuing/services";
import type { PictureService } from "@attestry/picture/drawing";
import { FontLibrary } from "@attestry/render/font-library";
import type { Bindings } from "./bindings.ts";
import { type Config, parseConfig } from "./env.ts";

export type Services = IssuingServices & { config: Config; pictures: PictureService };

const servicesByBindings = new WeakMap<Bindings, Services>();

/** The services of this isolate: made at its first request, shared by all that follow. */
export function getServices(bindings: Bindings): Services {
  const held = servicesByBindings.get(bindings);
  if (held) return held;
  const services = createServices(bindings);
  servicesByBindings.set(bindings, services);
  return services;
}

function createServices(bindings: Bindings): Services {
  const config = parseConfig(bindings);
  return {
    config,
    database: connectDatabase(config.supabase),
    files: { sandbox: bindings.FILES_SANDBOX, live: bindings.FILES_LIVE },
    pictures: bindings.PICTURES,
    verifyBases: config.verifyBases,
    sealingKeys: once(() => parseSealingKeys(config.sealingKeys)),
    fonts: once(() => openFontLibrary(bindings)),
    knownTemplates: new KnownTemplates(),
    knownLogos: new KnownLogos(),
    compiledTemplates: new CompiledTemplates(),
    now: () => new Date(),
  };
}

/**
 * Keeps what `make` gave. It is the value that is kept and never the promise: one that belongs to a request whose client has gone
 * is never settled, and all that wait for it would hang. Concurrent first requests may make it twice.
 */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Value | undefined;
  return async () => {
    made ??= await make();
    return made;
  };
}

/** HarfBuzz is asked for only here: what makes the OpenAPI document runs where no WebAssembly file can be imported. */
async function openFontLibrary(bindings: Bindings): Promise<FontLibrary> {
  const { harfBuzzModule: module } = await import("@attestry/render/harfbuzz-module");
  return new FontLibrary({ module, readFile: (name) => readAsset(bindings, `/fonts/${name}`) });
}

async function readAsset(bindings: Bindings, path: string): Promise<Uint8Array> {
  const response = await bindings.ASSETS.fetch(`https://assets.local${path}`);
  if (!response.ok) throw new Error(`The asset ${path} is missing (${response.status}).`);
  return new Uint8Array(await response.arrayBuffer());
}
