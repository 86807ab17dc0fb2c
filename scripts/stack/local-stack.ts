// The whole platform on one machine: Postgres, the Supabase interface, the API (with the Worker for pictures) and verify Workers. `npm start` and the tests both use it.
import { mkdirSync } from "node:fs";
import postgres from "postgres";
import { publishBuiltInTemplates } from "../admin/templates.ts";
import { buildAssets } from "./build-assets.ts";
import { findFreePort } from "./free-port.ts";
import type { LocalSecrets } from "./local-secrets.ts";
import { startPostgres } from "./postgres.ts";
import { startSupabaseApi } from "./supabase-api.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

export type LocalStack = {
  apiUrl: string;
  verifyUrl: string;
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
  /** The API's addresses where each environment has a host of its own; one host serves both otherwise. */
  apiUrls?: { sandbox: string; live: string };
  onStep?: (step: string) => void;
  /** Hears every line that the API Worker prints: its structured log. */
  onApiLine?: (line: string) => unknown;
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
    const workers = await startWorkers(options, database);
    parts.push(...workers);
    const ended = Promise.race(parts.map((part) => part.ended));
    const [api, verify] = workers;
    if (!api || !verify) throw new Error("A Worker did not start.");
    return {
      apiUrl: api.url,
      verifyUrl: verify.url,
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

async function startDatabase({ directory, secrets, ports, onStep }: LocalStackOptions, parts: Part[]) {
  onStep?.("Starting Postgres 18");
  const server = await startPostgres({
    directory: `${directory}/postgres`,
    port: await findFreePort(ports.postgres),
    password: secrets.databasePassword,
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

async function startWorkers(options: LocalStackOptions, database: { url: string; secretKey: string }): Promise<RunningWorker[]> {
  buildAssets();
  const { directory, secrets } = options;
  const ports = { api: await findFreePort(options.ports.api), verify: await findFreePort(options.ports.verify) };
  const urls = { api: `http://localhost:${ports.api}`, verify: `http://localhost:${ports.verify}` };
  const shared = {
    SUPABASE_URL: database.url,
    SUPABASE_SECRET_KEY: database.secretKey,
    SANDBOX_VERIFY_URL: `${urls.verify}/sandbox`,
    LIVE_VERIFY_URL: urls.verify,
  };
  const apiVariables = {
    ...shared,
    SANDBOX_API_URL: options.apiUrls?.sandbox ?? urls.api,
    LIVE_API_URL: options.apiUrls?.live ?? urls.api,
    DOCS_URL: `${urls.api}/docs`,
    ADDRESS_RATE_LIMIT_PER_MINUTE: String(options.addressRateLimitPerMinute),
    LINK_SIGNING_KEY: secrets.linkSigningKey,
    SEALING_KEYS: secrets.sealingKeys,
  };
  const start = (name: "api" | "verify", config: string, variables: Record<string, string>) =>
    startWorker({
      config,
      port: ports[name],
      variables,
      variablesFile: `${directory}/workers/${name}.env`,
      stateDirectory: `${directory}/workers/${name}`,
      ...(name === "api" && { boundConfigs: ["workers/pictures/wrangler.toml"] }),
      ...(name === "api" && options.onApiLine && { onLine: options.onApiLine }),
    });
  return Promise.all([start("api", "wrangler.toml", apiVariables), start("verify", "workers/verify/wrangler.toml", shared)]);
}
