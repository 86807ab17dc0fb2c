import { type Bell, type BellQueue, openBell } from "@attestry/bulk/bell";
import { openIssuingServices } from "@attestry/issuing/open-issuing-services";
import type { IssuingServices } from "@attestry/issuing/services";
import type { Fetcher, R2Bucket } from "@cloudflare/workers-types";
import { z } from "zod";

/** What wrangler.toml binds, with the variables and secrets. */
export type Bindings = {
  ASSETS: Fetcher;
  FILES_SANDBOX: R2Bucket;
  FILES_LIVE: R2Bucket;
  BATCH_BELL: BellQueue;
  DELIVERY_BELL: BellQueue;
  [variable: string]: unknown;
};

const Variables = z.object({
  SUPABASE_URL: z.url(),
  SUPABASE_SECRET_KEY: z.string().min(1),
  SEALING_KEYS: z.string().min(1),
  SANDBOX_VERIFY_URL: z.url(),
  LIVE_VERIFY_URL: z.url(),
  DEAD_BELL_QUEUE: z.string().min(1),
  CHUNK_LEASE_SECONDS: z.coerce.number().int().positive(),
  WORK_SECONDS: z.coerce.number().int().positive(),
});

export type Services = IssuingServices & {
  bell: Bell;
  deliveryBell: Bell;
  deadBellName: string;
  leaseSeconds: number;
  workSeconds: number;
};

const servicesByBindings = new WeakMap<Bindings, Services>();

/** The services of this isolate. Throws a ZodError that names what is missing; it never prints a value. */
export function getServices(bindings: Bindings): Services {
  const held = servicesByBindings.get(bindings);
  if (held) return held;
  const services = createServices(bindings);
  servicesByBindings.set(bindings, services);
  return services;
}

function createServices(bindings: Bindings): Services {
  const variables = Variables.parse(bindings);
  const { SANDBOX_VERIFY_URL: sandbox, LIVE_VERIFY_URL: live } = variables;
  return {
    ...openIssuingServices({
      supabase: { url: variables.SUPABASE_URL, secretKey: variables.SUPABASE_SECRET_KEY },
      sealingKeys: variables.SEALING_KEYS,
      verifyBases: { sandbox: sandbox.replace(/\/+$/, ""), live: live.replace(/\/+$/, "") },
      files: { sandbox: bindings.FILES_SANDBOX, live: bindings.FILES_LIVE },
      assets: bindings.ASSETS,
    }),
    bell: openBell(bindings.BATCH_BELL),
    deliveryBell: openBell(bindings.DELIVERY_BELL),
    deadBellName: variables.DEAD_BELL_QUEUE,
    leaseSeconds: variables.CHUNK_LEASE_SECONDS,
    workSeconds: variables.WORK_SECONDS,
  };
}
