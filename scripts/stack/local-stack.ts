// The whole platform on one machine: Postgres, the Supabase interface, and the Workers. `npm start` and the tests both use it.
import { mkdirSync } from "node:fs";
import postgres from "postgres";
import { publishBuiltInTemplates } from "../admin/templates.ts";
import { buildAssets } from "./build-assets.ts";
import { findFreePort } from "./free-port.ts";
import type { LocalSecrets } from "./local-secrets.ts";
import { startPostgres } from "./postgres.ts";
import { startSupabaseApi } from "./supabase-api.ts";
import { type RunningWorker, startWorker, type WorkerOptions } from "./worker.ts";

export type LocalStack = {
  apiUrl: string;
  verifyUrl: string;
  /** Of the processes that issue batches. A deployment's have no address. */
  jobsUrls: string[];
  docsUrl: string;
  supabaseUrl: string;
  databaseUrl: string;
  /** Settles when any part ends, with a sentence that says which: by `stop`, or by itself. */
  ended: Promise<string>;
  stop: () => Promise<void>;
};

export type LocalStackOptions = {
  directory: string;
  secrets: LocalSecrets;
  ports: { api: number; verify: number; supabase: number; postgres: number };
  /** Set to use a hosted or Docker Supabase in place of the local one; `databaseUrl` is its Postgres, for what administrators do. */
  supabase?: { url: string; secretKey: string; databaseUrl: string };
  addressRateLimitPerMinute: number;
  /** How many processes issue batches; workerd uses one core each. */
  jobsProcesses?: number;
  /** Whether what waits is looked for on a clock; it is, unless a test is of what rings for it. */
  sweeps?: boolean;
  /** The API's addresses where each environment has a host of its own; one host serves both otherwise. */
  apiUrls?: { sandbox: string; live: string };
  /** Whether webhooks are delivered; they are, unless a test delivers them itself. */
  dispatches?: boolean;
  /** Whether webhooks may be sent to this very machine; they may, unless a test says otherwise. */
  allowsLocalWebhooks?: boolean;
  /** Asked for the addresses of webhooks' hosts, in place of a public server. */
  dnsQueryUrl?: string;
  onStep?: (step: string) => void;
  /** Hears every line that the API Worker prints: its structured log. */
  onApiLine?: (line: string) => unknown;
  /** The same of the jobs Worker. */
  onJobsLine?: (line: string) => unknown;
};

/** `ended` says in words what ended, however it came to that. */
type Part = { stop: () => Promise<void>; ended: Promise<string> };

/** Starts all parts; when one fails, those already started are ended before the error is thrown. */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const parts: Part[] = [];
  const stop = async () => {
    for (const part of parts.splice(0).reverse()) await part.stop();
  };
  try {
    mkdirSync(options.directory, { recursive: true });
    const database = options.supabase ?? (await startDatabase(options, parts));
    options.onStep?.("Publishing the built-in templates");
    const sql = postgres(database.databaseUrl, { max: 1, onnotice: () => {} });
    await publishBuiltInTemplates(sql).finally(() => sql.end());
    options.onStep?.("Starting the Workers");
    const { api, verify, jobs, dispatchers } = await startWorkers(options, database);
    parts.push(api, verify, ...jobs, ...dispatchers);
    if (options.sweeps !== false) parts.push(startClock([...jobs, ...dispatchers]));
    const ended = Promise.race(parts.map((part) => part.ended));
    return {
      apiUrl: api.url,
      verifyUrl: verify.url,
      jobsUrls: jobs.map(({ url }) => url),
      docsUrl: `${api.url}/docs/`,
      supabaseUrl: database.url,
      databaseUrl: database.databaseUrl,
      ended,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * How soon a table that has grown is looked at. Until then, all indexes look alike to the planner, and the check of a foreign key may walk
 * through an organization's thousand certificates; a deployment has its default minute of that, once.
 */
export const naptime = "1s";

async function startDatabase({ directory, secrets, ports, onStep }: LocalStackOptions, parts: Part[]) {
  onStep?.("Starting Postgres 18");
  const server = await startPostgres({
    directory: `${directory}/postgres`,
    port: await findFreePort(ports.postgres),
    password: secrets.databasePassword,
    settings: { autovacuum_naptime: naptime },
  });
  parts.push(server);
  onStep?.("Applying the migrations and serving the Supabase interface");
  const api = await startSupabaseApi({
    databaseUrl: server.databaseUrl,
    port: await findFreePort(ports.supabase),
    secretKey: secrets.supabaseSecretKey,
    publishableKey: secrets.supabasePublishableKey,
  });
  parts.push(api);
  return { url: api.url, secretKey: secrets.supabaseSecretKey, databaseUrl: server.databaseUrl };
}

async function startWorkers(options: LocalStackOptions, database: { url: string; secretKey: string }) {
  buildAssets();
  const { directory, secrets, jobsProcesses = 1 } = options;
  const ports = { api: await findFreePort(options.ports.api), verify: await findFreePort(options.ports.verify) };
  const urls = { api: `http://localhost:${ports.api}`, verify: `http://localhost:${ports.verify}` };
  const shared = {
    SUPABASE_URL: database.url,
    SUPABASE_SECRET_KEY: database.secretKey,
    SANDBOX_VERIFY_URL: `${urls.verify}/sandbox`,
    LIVE_VERIFY_URL: urls.verify,
  };
  const webhookVariables = {
    ...shared,
    SANDBOX_API_URL: options.apiUrls?.sandbox ?? urls.api,
    LIVE_API_URL: options.apiUrls?.live ?? urls.api,
    DOCS_URL: `${urls.api}/docs`,
    WEBHOOK_SEALING_KEYS: secrets.webhookSealingKeys,
    WEBHOOKS_ALLOW_LOCAL: String(options.allowsLocalWebhooks ?? true),
    ...(options.dnsQueryUrl !== undefined && { DNS_QUERY_URL: options.dnsQueryUrl }),
  };
  const apiVariables = {
    ...webhookVariables,
    ADDRESS_RATE_LIMIT_PER_MINUTE: String(options.addressRateLimitPerMinute),
    LINK_SIGNING_KEY: secrets.linkSigningKey,
    SEALING_KEYS: secrets.sealingKeys,
  };
  const workers = `${directory}/workers`;
  // One after the other: processes that open the same buckets for the first time at once lock each other out.
  const api = await startWorker({
    config: "wrangler.toml",
    boundConfigs: ["workers/pictures/wrangler.toml"],
    port: ports.api,
    variables: apiVariables,
    variablesFile: `${workers}/api.env`,
    stateDirectory: `${workers}/api`,
    registryDirectory: `${workers}/api/registry`,
    ...(options.onApiLine && { onLine: options.onApiLine }),
  });
  const verify = await startWorker({
    config: "workers/verify/wrangler.toml",
    boundConfigs: ["workers/pictures/wrangler.toml"],
    port: ports.verify,
    variables: { ...shared, RECEIPT_SIGNING_KEYS: secrets.receiptSigningKeys, LINK_SIGNING_KEY: secrets.linkSigningKey },
    variablesFile: `${workers}/verify.env`,
    // The pictures are drawn of the API's files.
    stateDirectory: `${workers}/api`,
    registryDirectory: `${workers}/verify/registry`,
  });
  const jobs: RunningWorker[] = [];
  for (let index = 0; index < jobsProcesses; index++) {
    const port = await findFreePort();
    jobs.push(
      await startWorker(
        jobsWorker({
          directory,
          port,
          name: `jobs-${index}`,
          shared,
          sealingKeys: secrets.sealingKeys,
          isRung: index === 0,
          onLine: options.onJobsLine,
        }),
      ),
    );
  }
  const dispatchers = options.dispatches === false ? [] : [await startDispatcher(directory, webhookVariables)];
  return { api, verify, jobs, dispatchers };
}

async function startDispatcher(directory: string, variables: Record<string, string>): Promise<RunningWorker> {
  const workers = `${directory}/workers`;
  return startWorker({
    config: "workers/dispatcher/wrangler.toml",
    port: await findFreePort(),
    variables,
    variablesFile: `${workers}/dispatcher.env`,
    stateDirectory: `${workers}/dispatcher`,
    registryDirectory: `${workers}/api/registry`,
  });
}

type JobsOptions = {
  directory: string;
  port: number;
  name: string;
  shared: Record<string, string>;
  sealingKeys: string;
  /** Whether the API's queue reaches it: one consumer can have it, the others find their work by the clock. */
  isRung: boolean;
  onLine: ((line: string) => unknown) | undefined;
};

/** The jobs Worker, on the API's buckets. */
function jobsWorker({ directory, port, name, shared, sealingKeys, isRung, onLine }: JobsOptions): WorkerOptions {
  const workers = `${directory}/workers`;
  return {
    config: "workers/jobs/wrangler.toml",
    port,
    variables: { ...shared, SEALING_KEYS: sealingKeys },
    variablesFile: `${workers}/${name}.env`,
    stateDirectory: `${workers}/api`,
    ...(onLine && { onLine }),
    registryDirectory: isRung ? `${workers}/api/registry` : `${workers}/${name}/registry`,
  };
}

const sweepMilliseconds = 2_000;

/** Locally no cron fires by itself: this calls what a deployment's clock calls every minute, more often. */
function startClock(workers: RunningWorker[]): Part {
  const timers = workers.map(({ url }) => {
    let isCalling = false;
    return setInterval(() => {
      if (isCalling) return;
      isCalling = true;
      fetch(`${url}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent("* * * * *")}`)
        .catch(() => {})
        .finally(() => {
          isCalling = false;
        });
    }, sweepMilliseconds);
  });
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
    },
    ended: new Promise(() => {}),
  };
}
