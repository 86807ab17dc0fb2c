import { type Bell, openBell } from "@attestry/bulk/bell";
import { once } from "@attestry/certificate/once";
import { parseSealingKeys, type SealingKeys } from "@attestry/certificate/seal";
import { openIssuingServices } from "@attestry/issuing/open-issuing-services";
import type { IssuingServices } from "@attestry/issuing/services";
import type { PictureService } from "@attestry/picture/drawing";
import type { TargetRules } from "@attestry/webhooks/find-target-problem";
import { listOwnHosts } from "@attestry/webhooks/list-own-hosts";
import { openResolver, type Resolver } from "@attestry/webhooks/open-resolver";
import type { Bindings } from "./bindings.ts";
import { type Config, parseConfig } from "./env.ts";

/** What is needed to accept a webhook; nothing is sent from here. */
export type WebhookServices = {
  sealingKeys: () => Promise<SealingKeys>;
  targetRules: TargetRules;
  resolver: Resolver;
  /** Wakes whoever delivers. */
  bell: Bell;
};

export type Services = IssuingServices & { config: Config; pictures: PictureService; bell: Bell; webhooks: WebhookServices };

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
    webhooks: openWebhookServices(config, bindings),
  };
}

function openWebhookServices({ webhooks, apiUrls, verifyBases, docsUrl }: Config, bindings: Bindings): WebhookServices {
  const ownUrls = [apiUrls.sandbox, apiUrls.live, verifyBases.sandbox, verifyBases.live, docsUrl];
  return {
    sealingKeys: once(() => parseSealingKeys(webhooks.sealingKeys)),
    targetRules: { allowsLocal: webhooks.allowsLocal, ownHosts: listOwnHosts(ownUrls) },
    resolver: openResolver({ url: webhooks.dnsQueryUrl, fetch: (url, init) => fetch(url, init) }),
    bell: openBell(bindings.DELIVERY_BELL),
  };
}
