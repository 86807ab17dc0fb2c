import { connectDatabase } from "@attestry/database/database";
import { KnownLogos } from "@attestry/issuing/known-logos";
import { KnownTemplates } from "@attestry/issuing/known-templates";
import { parseSealingKeys } from "@attestry/issuing/seal";
import type { IssuingServices } from "@attestry/issuing/services";
import type { PictureService } from "@attestry/picture/drawing";
import { loadFonts } from "@attestry/render/fonts";
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
    fonts: once(() => loadFonts((name) => readAsset(bindings, `/fonts/${name}`))),
    knownTemplates: new KnownTemplates(),
    knownLogos: new KnownLogos(),
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

async function readAsset(bindings: Bindings, path: string): Promise<Uint8Array> {
  const response = await bindings.ASSETS.fetch(`https://assets.local${path}`);
  if (!response.ok) throw new Error(`The asset ${path} is missing (${response.status}).`);
  return new Uint8Array(await response.arrayBuffer());
}
