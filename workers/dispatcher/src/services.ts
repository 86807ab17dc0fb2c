import { once } from "@attestry/certificate/once";
import { parseSealingKeys, type SealingKeys } from "@attestry/certificate/seal";
import { connectDatabase, type Database } from "@attestry/database/database";
import type { TargetRules } from "@attestry/webhooks/find-target-problem";
import { listOwnHosts } from "@attestry/webhooks/list-own-hosts";
import { openResolver, type Resolver } from "@attestry/webhooks/open-resolver";
import { rememberLookups } from "@attestry/webhooks/remember-lookups";
import { z } from "zod";

/** Variables and secrets: it is bound to nothing else. */
export type Bindings = Record<string, unknown>;

const Seconds = z.coerce.number().int().positive();

const Variables = z.object({
  SUPABASE_URL: z.url(),
  SUPABASE_SECRET_KEY: z.string().min(1),
  WEBHOOK_SEALING_KEYS: z.string().min(1),
  SANDBOX_API_URL: z.url(),
  LIVE_API_URL: z.url(),
  SANDBOX_VERIFY_URL: z.url(),
  LIVE_VERIFY_URL: z.url(),
  DOCS_URL: z.url(),
  DNS_QUERY_URL: z.url(),
  WEBHOOKS_ALLOW_LOCAL: z.stringbool().default(false),
  DEAD_BELL_QUEUE: z.string().min(1),
  RETRY_SCHEDULE_SECONDS: z
    .string()
    .transform((list) => list.split(",").map(Number))
    .pipe(z.array(z.number().min(0)).min(1)),
  ATTEMPT_TIMEOUT_MILLISECONDS: Seconds,
  DELIVERY_LEASE_SECONDS: Seconds,
  WORK_SECONDS: Seconds,
});

export type Services = {
  database: Database;
  sealingKeys: () => Promise<SealingKeys>;
  resolver: Resolver;
  targetRules: TargetRules;
  /** Seconds before each attempt. */
  schedule: number[];
  attemptMilliseconds: number;
  leaseSeconds: number;
  workSeconds: number;
  deadBellName: string;
  now: () => Date;
};

const servicesByBindings = new WeakMap<Bindings, Services>();

/** The services of this isolate. Throws a ZodError that names what is missing; it never prints a value. */
export function getServices(bindings: Bindings): Services {
  const held = servicesByBindings.get(bindings);
  if (held) return held;
  const services = createServices(Variables.parse(bindings));
  servicesByBindings.set(bindings, services);
  return services;
}

function createServices(variables: z.infer<typeof Variables>): Services {
  const { SANDBOX_API_URL, LIVE_API_URL, SANDBOX_VERIFY_URL, LIVE_VERIFY_URL, DOCS_URL } = variables;
  const ownUrls = [SANDBOX_API_URL, LIVE_API_URL, SANDBOX_VERIFY_URL, LIVE_VERIFY_URL, DOCS_URL];
  return {
    database: connectDatabase({ url: variables.SUPABASE_URL, secretKey: variables.SUPABASE_SECRET_KEY }),
    sealingKeys: once(() => parseSealingKeys(variables.WEBHOOK_SEALING_KEYS)),
    resolver: rememberLookups(openResolver({ url: variables.DNS_QUERY_URL, fetch: (url, init) => fetch(url, init) })),
    targetRules: {
      allowsLocal: variables.WEBHOOKS_ALLOW_LOCAL,
      ownHosts: listOwnHosts(ownUrls),
    },
    schedule: variables.RETRY_SCHEDULE_SECONDS,
    attemptMilliseconds: variables.ATTEMPT_TIMEOUT_MILLISECONDS,
    leaseSeconds: variables.DELIVERY_LEASE_SECONDS,
    workSeconds: variables.WORK_SECONDS,
    deadBellName: variables.DEAD_BELL_QUEUE,
    now: () => new Date(),
  };
}
