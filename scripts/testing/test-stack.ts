// A stack for tests: real parts throughout, in a folder that is thrown away, with a proxy in front of the database's interface.
import { appendFileSync } from "node:fs";
import { findFreePort } from "../stack/free-port.ts";
import { createLocalSecrets } from "../stack/local-secrets.ts";
import { type LocalStack, type LocalStackOptions, naptime, startLocalStack } from "../stack/local-stack.ts";
import { startPostgres } from "../stack/postgres.ts";
import { startSupabaseApi } from "../stack/supabase-api.ts";
import { type DnsStub, startDnsStub } from "./dns-stub.ts";
import { startFaultProxy } from "./fault-proxy.ts";
import { hostileNames } from "./hostile-urls.ts";

export type TestStack = LocalStack & {
  directory: string;
  proxyUrl: string;
  secretKey: string;
  publishableKey: string;
  linkSigningKey: string;
  sealingKeys: string;
  webhookSealingKeys: string;
  /** Knows the hostile names, and says of others that they are not there. */
  dns: DnsStub;
  apiLogFile: string;
  /** Ends Postgres as a power cut would. */
  killDatabase: () => Promise<void>;
  restartDatabase: () => Promise<void>;
};

// Nothing here has to survive a power cut of the machine; a killed server process recovers from its log all the same.
const fastSettings = { fsync: "off", full_page_writes: "off", max_connections: "200", autovacuum_naptime: naptime };

export async function startTestStack(
  directory: string,
  variant: Pick<LocalStackOptions, "apiUrls" | "jobsProcesses" | "allowsLocalWebhooks" | "dispatches" | "sweeps"> = {},
): Promise<TestStack> {
  const secrets = createLocalSecrets();
  const apiLogFile = `${directory}/api.log`;
  const cluster = {
    directory: `${directory}/postgres`,
    port: await findFreePort(),
    password: secrets.databasePassword,
    settings: fastSettings,
  };
  let server = await startPostgres(cluster);
  const supabase = await startSupabaseApi({
    databaseUrl: server.databaseUrl,
    port: await findFreePort(),
    secretKey: secrets.supabaseSecretKey,
    publishableKey: secrets.supabasePublishableKey,
  });
  const proxy = await startFaultProxy(supabase.url, await findFreePort());
  const dns = await startDnsStub(hostileNames);
  const stack = await startLocalStack({
    directory,
    secrets,
    ports: { api: 0, verify: 0, supabase: 0, postgres: 0 },
    supabase: { url: proxy.url, secretKey: secrets.supabaseSecretKey, databaseUrl: server.databaseUrl },
    addressRateLimitPerMinute: 100_000,
    dnsQueryUrl: dns.url,
    dispatches: false,
    ...variant,
    // wrangler's own lines name each path; what the Worker itself prints is what a deployment logs.
    onApiLine: (line) => line.startsWith("[wrangler:info]") || appendFileSync(apiLogFile, `${line}\n`),
  });
  return {
    ...stack,
    directory,
    supabaseUrl: supabase.url,
    proxyUrl: proxy.url,
    secretKey: secrets.supabaseSecretKey,
    publishableKey: secrets.supabasePublishableKey,
    linkSigningKey: secrets.linkSigningKey,
    sealingKeys: secrets.sealingKeys,
    webhookSealingKeys: secrets.webhookSealingKeys,
    dns,
    apiLogFile,
    killDatabase: () => server.kill(),
    restartDatabase: async () => {
      server = await startPostgres(cluster);
    },
    stop: async () => {
      await stack.stop();
      await dns.stop();
      await proxy.stop();
      await supabase.stop();
      await server.stop();
    },
  };
}
