// `npm start`: the platform on this machine, until Ctrl-C.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { type Demo, demoRateLimitPerMinute, type FirstCertificate, issueFirstCertificate, prepareDemo } from "./demo.ts";
import { migrateCommand } from "./deploy/apply-migrations.ts";
import { runVisibly } from "./deploy/command.ts";
import { localDirectory } from "./paths.ts";
import { getLocalSecrets } from "./stack/local-secrets.ts";
import { type LocalStack, type LocalStackOptions, startLocalStack } from "./stack/local-stack.ts";

const stackFile = `${localDirectory}/stack.json`;
const lockFile = `${localDirectory}/running`;
const usualPorts = { api: 8787, verify: 8788, supabase: 54321, postgres: 54322 };
const startedAt = Date.now();
let isEnding = false;
let holdsLock = false;
let stack: LocalStack | undefined;

async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  await stack?.stop();
  if (holdsLock) rmSync(lockFile, { force: true });
  if (code === 0) console.log("\nStopped. The data is kept in .local/.");
  process.exit(code);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) void end(0);
}, 500).unref();

/** SUPABASE_URL and SUPABASE_SECRET_KEY point the same code at a hosted or Docker Supabase; DATABASE_URL is its Postgres. */
async function findSupabase() {
  const { SUPABASE_URL: url, SUPABASE_SECRET_KEY: secretKey, DATABASE_URL: databaseUrl } = process.env;
  if (!url && !secretKey) return {};
  if (!url || !secretKey || !databaseUrl) {
    throw new Error(
      "To use another Supabase set SUPABASE_URL and SUPABASE_SECRET_KEY, and DATABASE_URL for migrations and the demo organization.",
    );
  }
  console.log("· Applying the migrations");
  await runVisibly(migrateCommand(databaseUrl));
  return { supabase: { url, secretKey, databaseUrl } };
}

/** Two stacks on one folder would end each other's database. */
function takeLock(): void {
  const holder = existsSync(lockFile) ? Number(readFileSync(lockFile, "utf8")) : 0;
  if (holder > 0 && isAlive(holder)) {
    throw new Error(
      `Attestry is running here already (process ${holder}); .local/stack.json has its addresses. End it first; if it is no Attestry, delete .local/running.`,
    );
  }
  // Keys and logs lie in it; others may pass through at most, as Postgres must where it runs under another account.
  mkdirSync(localDirectory, { recursive: true, mode: 0o711 });
  chmodSync(localDirectory, 0o711);
  writeFileSync(lockFile, String(process.pid));
  holdsLock = true;
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

/** The ports of the last start, if they are free still: they stand in the links of certificates issued then. */
function findEarlierPorts(): LocalStackOptions["ports"] {
  if (!existsSync(stackFile)) return usualPorts;
  const urls = z.object({ apiUrl: z.url(), verifyUrl: z.url(), supabaseUrl: z.url(), databaseUrl: z.url() });
  const { data } = urls.safeParse(JSON.parse(readFileSync(stackFile, "utf8")));
  if (!data) return usualPorts;
  // A Supabase elsewhere has none that is ours: 0 lets another free one be taken.
  const portOf = (url: string) => Number(new URL(url).port);
  return {
    api: portOf(data.apiUrl),
    verify: portOf(data.verifyUrl),
    supabase: portOf(data.supabaseUrl),
    postgres: portOf(data.databaseUrl),
  };
}

async function present(running: LocalStack): Promise<void> {
  console.log("· Preparing Demo Academy");
  const { organization, keys } = await prepareDemo(running.databaseUrl);
  const { apiUrl, verifyUrl, docsUrl, supabaseUrl, databaseUrl } = running;
  const description = { apiUrl, verifyUrl, docsUrl, supabaseUrl, databaseUrl, organization, keys };
  writeFileSync(stackFile, `${JSON.stringify(description, null, 2)}\n`, { mode: 0o600 });
  const issued = await issueFirstCertificate(apiUrl, keys.sandbox);
  print(running, keys, issued);
}

function print({ apiUrl, verifyUrl, docsUrl }: LocalStack, keys: Demo["keys"], issued: FirstCertificate): void {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`
Attestry is up, ${seconds} s after the start.

  API        ${apiUrl}
  Verify     ${verifyUrl}   (sandbox: ${verifyUrl}/sandbox)
  Docs       ${docsUrl}

  Sandbox key  ${keys.sandbox}
  Live key     ${keys.live}

Issued and verified one certificate, ${issued.certificateId}:
  Check it   ${issued.verificationUrl}
  Its PDF    ${issued.pdfFile}
  As PNG     ${issued.pngFile}

Issue another:
  curl -s ${apiUrl}/v1/certificates/issue -H "Authorization: Bearer ${keys.sandbox}" -H "Content-Type: application/json" -d '{"recipientName":"Aina Rahman","recipientEmail":"aina@example.com","title":"Safety Training Certificate"}'

See its event arrive, signed, in a second terminal:
  npm run webhook-listen

All of this is in .local/stack.json too. Ctrl-C ends everything; the data stays in .local/.`);
}

try {
  takeLock();
  stack = await startLocalStack({
    directory: localDirectory,
    secrets: getLocalSecrets(`${localDirectory}/secrets.json`),
    ports: findEarlierPorts(),
    addressRateLimitPerMinute: demoRateLimitPerMinute,
    onStep: (step) => console.log(`· ${step}`),
    ...(await findSupabase()),
  });
  stack.ended.then((sentence) => {
    if (isEnding) return;
    console.error(sentence);
    void end(1);
  });
  if (!isEnding) await present(stack);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}
