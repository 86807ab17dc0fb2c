// `npm start`: the platform on this machine, until Ctrl-C.
import { writeFileSync } from "node:fs";
import { type Demo, demoRateLimitPerMinute, type FirstCertificate, issueFirstCertificate, prepareDemo } from "./demo.ts";
import { localDirectory } from "./paths.ts";
import { getLocalSecrets } from "./stack/local-secrets.ts";
import { type LocalStack, startLocalStack } from "./stack/local-stack.ts";

const stackFile = `${localDirectory}/stack.json`;
const startedAt = Date.now();
let isEnding = false;
let stack: LocalStack | undefined;

async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  await stack?.stop();
  process.exit(code);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) void end(0);
}, 500).unref();

/** SUPABASE_URL and SUPABASE_SECRET_KEY point the same code at a hosted or Docker Supabase; DATABASE_URL is its Postgres. */
function findSupabase() {
  const { SUPABASE_URL: url, SUPABASE_SECRET_KEY: secretKey, DATABASE_URL: databaseUrl } = process.env;
  if (!url && !secretKey) return {};
  if (!url || !secretKey || !databaseUrl) {
    throw new Error(
      "To use another Supabase set SUPABASE_URL and SUPABASE_SECRET_KEY, and DATABASE_URL for the demo organization.",
    );
  }
  return { supabase: { url, secretKey, databaseUrl } };
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

Issue another:
  curl -s ${apiUrl}/v1/certificates/issue -H "Authorization: Bearer ${keys.sandbox}" -H "Content-Type: application/json" -d '{"recipientName":"Aina Rahman","recipientEmail":"aina@example.com","title":"Safety Training Certificate"}'

All of this is in .local/stack.json too. Ctrl-C ends everything; the data stays in .local/.`);
}

try {
  stack = await startLocalStack({
    directory: localDirectory,
    secrets: getLocalSecrets(`${localDirectory}/secrets.json`),
    ports: { api: 8787, verify: 8788, supabase: 54321, postgres: 54322 },
    addressRateLimitPerMinute: demoRateLimitPerMinute,
    onStep: (step) => console.log(`· ${step}`),
    ...findSupabase(),
  });
  if (!isEnding) await present(stack);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await end(1);
}
