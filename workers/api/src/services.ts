import { type Bell, openBell } from "@attestry/bulk/bell";
import { openIssuingServices } from "@attestry/issuing/open-issuing-services";
import type { IssuingServices } from "@attestry/issuing/services";
import type { PictureService } from "@attestry/picture/drawing";
import type { Bindings } from "./bindings.ts";
import { type Config, parseConfig } from "./env.ts";

export type Services = IssuingServices & { config: Config; pictures: PictureService; bell: Bell };

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
  const files = { sandbox: bindings.FILES_SANDBOX, live: bindings.FILES_LIVE };
  return {
    ...openIssuingServices({ ...config, files, assets: bindings.ASSETS }),
    config,
    pictures: bindings.PICTURES,
    bell: openBell(bindings.BATCH_BELL),
  };
}
